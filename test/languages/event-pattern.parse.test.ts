/** What the parser of event patterns refuses: where, in one sentence, and what it says of patterns it takes. */
import { describe, expect, it } from 'vitest';
import { parseEventPattern } from '../../src/languages/event-pattern/index.ts';

/** `«...»` in a pattern marks the place that the error points at. */
function marked(text: string): { readonly pattern: string; readonly start: number; readonly end: number } {
  const start = text.indexOf('«');
  return { pattern: text.replace(/[«»]/g, ''), start, end: text.indexOf('»') - 1 };
}

function errorOf(pattern: string) {
  const parsed = parseEventPattern(pattern);
  if (parsed.ok) throw new Error(`${pattern} was taken`);
  return parsed.error;
}

describe('a text that is no JSON', () => {
  it.each([
    ['«»', 'expected a value, found the end of the pattern'],
    ['«source» = "aws.s3"', 'expected a value, found "source"'],
    ['«["x"]»', 'expected an object such as {"source": ["aws.s3"]}'],
    ['«"x"»', 'expected an object such as {"source": ["aws.s3"]}'],
    ['«{»', 'expected a } that closes this {, found the end of the pattern'],
    ['{"a":«[»"x"', 'expected a ] that closes this [, found the end of the pattern'],
    ['{"a":["x"«}»', 'expected a comma or ], found "}"'],
    ['{"a":["x" «"»y"]}', 'expected a comma or ], found """'],
    ['{«source»:["x"]}', 'expected a key in double quotes, found "source"'],
    ["{«'»a':['x']}", 'expected a key in double quotes, found "\'"'],
    ['{"a"«=»["x"]}', 'expected a colon after "a", found "="'],
    ['{"a"«}»', 'expected a colon after "a", found "}"'],
    ['{"a":[«\'»x\']}', 'expected a value, found "\'"'],
    ['{"a":[«True»]}', 'expected a value, found "True"'],
    ['{"a":[«-»]}', 'expected a value, found "-"'],
    ['{"a":[0«1»]}', 'expected a comma or ], found "1"'],
    ['{"a":[1«.»]}', 'expected a comma or ], found "."'],
    ['{"a":["x"«,»]}', 'expected another value after the comma, found "]"'],
    ['{"a":["x"]«,» }', 'expected another value after the comma, found "}"'],
    ['{"a":["x",«,»"y"]}', 'expected a value, found ","'],
    ['{«,»"a":["x"]}', 'expected a key in double quotes, found ","'],
    ['{"a":[«"x]}»', 'expected a closing quote'],
    ['{"a":["x«\t»"]}', 'a text cannot hold line breaks and other control characters'],
    ['{"a":["«\\*»"]}', '\\* is no escape in JSON'],
    ['{"a":["«\\u»12"]}', '\\u needs four hexadecimal digits'],
    ['{"a":[«"\\ud83d"»]}', 'a text cannot hold one half of a character'],
    ['{"a":["x"]} «or {"b":["y"]}»', 'expected nothing after the pattern, found "or"'],
    ['{"a":["x"]}«}»', 'expected nothing after the pattern, found "}"'],
    ['{"a":["x"] «/»/ x\n}', 'expected a comma or }, found "/"'],
    ['\ufeff{"a":["x"]}', 'expected a value, found "\ufeff"', 'anywhere'],
    ['{"a":["x"],«»', 'expected a key in double quotes, found the end of the pattern'],
    [`{"a":[«${'x'.repeat(50)}»]}`, 'expected a value, found "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx..."'],
  ])('%s', (text, message, anywhere?: string) => {
    const { pattern, start, end } = marked(text);
    const error = errorOf(pattern);
    expect(error.message).toBe(message);
    if (anywhere === undefined) expect([error.start, error.end]).toEqual([start, end]);
  });
});

describe('a pattern that is refused', () => {
  it.each([
    ['«{}»', 'an object needs at least one field'],
    ['{"detail":«{}»}', 'an object needs at least one field'],
    ['{"source":«"aws.s3"»}', '"source" needs a list of values or an object, found "aws.s3"'],
    ['{"a":«5.0»}', '"a" needs a list of values or an object, found 5.0'],
    ['{"a":«null»}', '"a" needs a list of values or an object, found null'],
    ['{"a":«[]»}', 'an empty list of values is refused'],
    ['{"a":[«["x"]»]}', 'alternatives hold no list within the list'],
    ['{«""»:["x"]}', 'a name with an empty part, such as "", is not understood here'],
    ['{"a":{«"b..c"»:["x"]}}', 'a name with an empty part, such as "b..c", is not understood here'],
    ['{"a":[«{}»]}', 'expected an operator such as {"prefix": "x"}, found {}'],
    ['{"a":[{"prefix":"x",«"suffix":"y"»}]}', 'expected one operator, found "suffix" beside "prefix"'],
    ['{"a":[{«"Prefix"»:"x"}]}', '"Prefix" is no operator (did you mean "prefix"?)'],
    ['{"a":[{«"prefx"»:"x"}]}', '"prefx" is no operator (did you mean "prefix"?)'],
    ['{"a":[{«"eventName"»:["x"]}]}', '"eventName" is no operator'],
    ['{"a":[{"exactly":«5»}]}', '"exactly" takes a text, found 5'],
    ['{"a":[{"equals-ignore-case":«["x"]»}]}', '"equals-ignore-case" takes a text, found a list'],
    ['{"a":[{"prefix":«["x"]»}]}', '"prefix" takes a text, found a list'],
    ['{"a":[{"suffix":«null»}]}', '"suffix" takes a text, found null'],
    ['{"a":[{"prefix":{«"wildcard"»:"x"}}]}', '"prefix" takes a text or {"equals-ignore-case": "x"}, found "wildcard"'],
    ['{"a":[{"prefix":{"equals-ignore-case":«{}»}}]}', '"equals-ignore-case" takes a text, found an object'],
    ['{"a":[{"wildcard":«true»}]}', '"wildcard" takes a text, found true'],
    ['{"a":[{"wildcard":«"a**b"»}]}', 'two stars in a row are refused'],
    ['{"a":[{"wildcard":«"a\\\\d"»}]}', 'in a wildcard a backslash stands before a star or another backslash only'],
    ['{"a":[{"exists":«"true"»}]}', '"exists" is true or false, found a text'],
    ['{"a":[{"exists":«null»}]}', '"exists" is true or false, found null'],
    ['{"a":[{"anything-but":«null»}]}', '"anything-but" takes texts or numbers, found null'],
    ['{"a":[{"anything-but":["x",«{"prefix":"y"}»]}]}', '"anything-but" takes texts or numbers, found an object'],
    ['{"a":[{"anything-but":«[]»}]}', '"anything-but" needs at least one text or number'],
    ['{"a":[{"anything-but":«["x",1]»}]}', '"anything-but" takes texts or numbers, and not both in one list'],
    ['{"a":[{"anything-but":{«"exists"»:true}}]}', '"anything-but" does not know "exists"'],
    ['{"a":[{"anything-but":{«"sufix"»:"x"}}]}', '"anything-but" does not know "sufix" (did you mean "suffix"?)'],
    [
      '{"a":[{"anything-but":{"prefix":«""»}}]}',
      'an empty prefix within "anything-but" is refused: it would leave out every text',
    ],
    [
      '{"a":[{"anything-but":{"suffix":["x",«""»]}}]}',
      'an empty suffix within "anything-but" is refused: it would leave out every text',
    ],
    ['{"a":[{"anything-but":{"suffix":«[]»}}]}', '"suffix" needs at least one text'],
    ['{"a":[{"anything-but":{"wildcard":["x",«5»]}}]}', '"wildcard" takes a text, found 5'],
    [
      '{"a":[{"anything-but":[1,«12345678901234567890»]}]}',
      'the number 12345678901234567890 cannot be compared: it is too large or has too many digits',
    ],
    ['{"a":[{"numeric":«5»}]}', '"numeric" takes a list such as [">", 0], found 5'],
    ['{"a":[{"numeric":«[]»}]}', '"numeric" needs a comparison such as [">", 0]'],
    ['{"a":[{"numeric":[«5»]}]}', 'expected =, <, <=, > or >=, found 5'],
    ['{"a":[{"numeric":[«"!="»,5]}]}', 'expected =, <, <=, > or >=, found "!="'],
    ['{"a":[{"numeric":[">",«"5"»]}]}', 'expected a number after ">", found "5"'],
    ['{"a":[{"numeric":«[">"]»}]}', 'expected a number after ">", found nothing'],
    [
      '{"a":[{"numeric":[">",«1e999»]}]}',
      'the number 1e999 cannot be compared: it is too large or has too many digits',
    ],
    ['{"a":[{"numeric":«["<",5,">",0]»}]}', '"numeric" takes one comparison, or a lower and an upper bound'],
    ['{"a":[{"numeric":«[">",0,"<",5,"<",9]»}]}', '"numeric" takes one comparison, or a lower and an upper bound'],
    ['{"a":[{"numeric":«[">",5,"<",5]»}]}', 'the lower bound of a range must be less than the upper one'],
    ['{"a":[{"cidr":«"10.0.0.0"»}]}', '"cidr" takes a range such as "10.0.0.0/24" or "2001:db8::/32"'],
    ['{"a":[{"cidr":«"10.0.0.0/x"»}]}', '"cidr" takes a range such as "10.0.0.0/24" or "2001:db8::/32"'],
    ['{"a":[{"cidr":«"example.com/8"»}]}', '"cidr" takes a range such as "10.0.0.0/24" or "2001:db8::/32"'],
    ['{"a":[{"cidr":«"10.0.0.0/32"»}]}', 'a range of IPv4 addresses has at most 31 bits after the slash'],
    ['{"a":[{"cidr":«"2001:db8::/128"»}]}', 'a range of IPv6 addresses has at most 127 bits after the slash'],
    ['{"$or":«"x"»}', '"$or" takes a list of objects'],
    ['{"$or":«[]»}', '"$or" needs at least two objects, found 0 objects'],
    ['{"$or":«[{"a":["x"]}]»}', '"$or" needs at least two objects, found 1 object'],
    ['{"$or":«[{"a":["x"]},["b"]]»}', '"$or" takes objects only'],
    ['{"$or":«[{"a":["x"]},{"b":{"numeric":["y"]}}]»}', 'a field within "$or" cannot be named "numeric"'],
    ['{"$or":[{"a":["x"]},«{}»]}', 'an object needs at least one field'],
    ['{"$or":[{"a":["x"]},{"b":«"y"»}]}', '"b" needs a list of values or an object, found "y"'],
  ])('%s', (text, message) => {
    const { pattern, start, end } = marked(text);
    const error = errorOf(pattern);
    expect(error.message).toBe(message);
    expect([error.start, error.end]).toEqual([start, end]);
  });

  it.each([
    ['{"source":"aws.s3"}', 'put the value into a list: ["aws.s3"]'],
    ['{"a":[]}', 'absence is written [{"exists": false}]'],
    ['{"a":[True]}', 'texts stand in double quotes'],
    ['{"a":["x",]}', 'leave the last comma out'],
    ['{"a":["x\ny"]}', 'write it as \\u000a'],
    ['{"a":["\\d"]}', 'a backslash is written \\\\'],
    ['{"a":[{"prefix":["x","y"]}]}', 'several of them are alternatives: [{"prefix": "x"}, ...]'],
    [
      '{"a":[{"eventName":["x"]}]}',
      'the fields of an object are matched by an object without a list around it: "a": {"b": ["x"]}',
    ],
    ['{"a":[{"Prefix":"x"}]}', 'operators are case-sensitive'],
    [
      '{"a":[{"prefix":"x","suffix":"y"}]}',
      'each operator has its own object: [{"prefix": "x"}, {"suffix": "y"}], and one of them has to hold',
    ],
    ['{"a":[{"numeric":["<",5,">",0]}]}', 'a range gives its lower bound first: [">", 0, "<=", 5]'],
    ['{"a":[{"wildcard":"**"}]}', 'one star stands for any run of characters'],
    ['{"a":[{"cidr":"10.0.0.1/32"}]}', 'a single address is a plain text'],
    ['{"$or":[{"a":["x"]}]}', 'it is written "$or": [{"a": ["x"]}, {"b": ["y"]}]'],
  ])('comes with the next step: %s', (pattern, hint) => {
    expect(errorOf(pattern).hint).toBe(hint);
  });
});

describe('the limits of a pattern', () => {
  const long = (length: number) => `{"a":["${'x'.repeat(length - 10)}"]}`;

  it('are 4,096 characters', () => {
    expect(long(4096)).toHaveLength(4096);
    expect(parseEventPattern(long(4096)).ok).toBe(true);
    expect(errorOf(long(4097))).toEqual({
      message: 'a pattern has at most 4096 characters, this one has 4097',
      start: 4096,
      end: 4097,
    });
  });

  it('are 2,048 characters where nobody asked AWS for more', () => {
    const lintsOf = (pattern: string) => {
      const parsed = parseEventPattern(pattern);
      return parsed.ok ? parsed.lints : [];
    };
    expect(lintsOf(long(2048))).toEqual([]);
    expect(lintsOf(long(2049))).toEqual([
      {
        rule: 'quota',
        sentence: 'AWS takes patterns of up to 2048 characters unless the quota was raised, this one has 2049',
        start: 2048,
        end: 2049,
      },
    ]);
  });

  /** `count` branches, all with a field of the same name. */
  const choice = (name: string, count: number) =>
    `"${name}":{"$or":[${Array.from({ length: count }, (_, index) => `{"f":[${index}]}`).join(',')}]}`;

  it('are 1,000 combinations of branches', () => {
    expect(parseEventPattern(`{${choice('a', 10)},${choice('b', 10)},${choice('c', 10)}}`).ok).toBe(true);
    const pattern = `{${choice('a', 10)},${choice('b', 10)},${choice('c', 11)}}`;
    const error = errorOf(pattern);
    expect(error.message).toBe('"$or" may make at most 1000 combinations, here it makes 1100');
    expect(pattern.slice(error.start, error.start + 6)).toBe('"$or":');
  });

  it('count the branches of branches', () => {
    const inner = `"$or":[{"c":[1]},{"d":[1]}]`;
    const outer = (count: number) =>
      `{"$or":[${Array.from({ length: count }, (_, n) => `{"a":[${n}],${inner}}`).join(',')}]}`;
    expect(parseEventPattern(outer(90)).ok).toBe(true);
    const both = `{"x":{"$or":[{"a":[1]},{"b":[1]},{"e":[1]},{"f":[1]},{"g":[1]},{"h":[1]}]},"y":${outer(84)}}`;
    expect(errorOf(both).message).toBe('"$or" may make at most 1000 combinations, here it makes 1008');
  });
});

describe('a pattern that is taken', () => {
  it.each([
    ['{"a":[«"Create*"»]}', 'EB-18', 'the star in "Create*" is an ordinary character: any text is {"wildcard": ...}'],
    ['{«"a"»:["x"],"a":["y"]}', 'EB-32', '"a" is given more than once in this object: only the last one counts'],
    [
      '{«"a"»:{"b":["x"]},"a":["y"]}',
      'EBQ-1',
      '"a" is given more than once in this object: whether this one counts is not documented',
    ],
    ['{"a":[«{"wildcard":"*:*:*:*:*:x/*"}»]}', 'EB-35', 'a wildcard with so many stars may be refused as too complex'],
    ['{«"$or":["x"]»}', 'EBQ-2', 'this "$or" may be taken for a field: "$or" takes objects only', 'key'],
    [
      '{"a":[«{"cidr":"010.0.0.0/8"}»]}',
      'EBQ-4',
      'whether addresses that are spelt in different ways are the same is not documented',
    ],
    [
      '{"a":[«{"suffix":{"equals-ignore-case":"é"}}»]}',
      'EBQ-5',
      'how letters beyond ASCII are compared without case is not documented',
    ],
    [
      '{"a":[«{"anything-but":{"equals-ignore-case":["x","é"]}}»]}',
      'EBQ-5',
      'how letters beyond ASCII are compared without case is not documented',
    ],
    [
      '{"a":[«5000000001»]}',
      'EBQ-6',
      'numbers beyond 5 billion, with more than 15 digits or 6 decimals, are not compared reliably',
    ],
    [
      '{"a":[«{"numeric":[">",0,"<",0.0000001]}»]}',
      'EBQ-6',
      'numbers beyond 5 billion, with more than 15 digits or 6 decimals, are not compared reliably',
    ],
    [
      '{"a":[«{"anything-but":[1,-5000000001]}»]}',
      'EBQ-6',
      'numbers beyond 5 billion, with more than 15 digits or 6 decimals, are not compared reliably',
    ],
    [
      '{"a":[«{"anything-but":{"prefix":"x\\""}}»]}',
      'EBQ-8',
      'how a quotation mark at the open end of a prefix or suffix is matched is not documented',
    ],
    [
      '{"$or":[{"a":["x"]},«{"a":["y","x"]}»]}',
      'EBQ-11',
      'whether a branch of $or counts is not certain where an earlier one shares a value with it in every field',
    ],
    [
      '{«"a":[{"wildcard":"x*"},{"prefix":{"equals-ignore-case":"y"}}]»}',
      'EBQ-12',
      'whether comparisons without case work beside wildcards, or in several branches, of the same field is not certain',
    ],
  ])('may be worth a word: %s', (text, rule, sentence, place?: string) => {
    const { pattern, start, end } = marked(text);
    const parsed = parseEventPattern(pattern);
    if (!parsed.ok) throw new Error(parsed.error.message);
    expect(parsed.lints.map((lint) => [lint.rule, lint.sentence])).toEqual([[rule, sentence]]);
    if (place === undefined) expect(parsed.lints.map((lint) => [lint.start, lint.end])).toEqual([[start, end]]);
  });

  it('is worth a word for each of two fields that may be one', () => {
    const parsed = parseEventPattern('{"a":{"b":["x"]},"a.b":["y"]}');
    expect(parsed.ok && parsed.lints.map(({ rule, start }) => [rule, start])).toEqual([
      ['EBQ-1', 6],
      ['EBQ-1', 17],
    ]);
  });

  it('is mostly worth none', () => {
    const parsed = parseEventPattern(`{
      "source": ["aws.iam", {"prefix": "aws.s"}],
      "detail-type": ["AWS API Call via CloudTrail"],
      "detail": {
        "eventName": [{"wildcard": "Delete*"}, {"anything-but": ["x", "y"]}],
        "sourceIPAddress": [{"cidr": "10.0.0.0/8"}],
        "responseElements": [null],
        "$or": [{"errorCode": [{"exists": false}]}, {"additionalEventData": {"n": [{"numeric": [">", 0, "<=", 5e9]}]}}]
      }
    }`);
    expect(parsed.ok && parsed.lints).toEqual([]);
  });

  it('keeps the place of every field and value', () => {
    const text = '{ "detail" : {"eventName": [ "x", {"prefix": "y"} ]}, "$or":[{"a":[1]} ,{"b":[2]}] }';
    const parsed = parseEventPattern(text);
    if (!parsed.ok) throw new Error(parsed.error.message);
    const [detail, choice] = parsed.pattern.entries;
    if (detail?.type !== 'nested' || choice?.type !== 'choice') throw new Error(text);
    const [name] = detail.entries;
    if (name?.type !== 'field') throw new Error(text);
    const cut = ({ start, end }: { readonly start: number; readonly end: number }) => text.slice(start, end);
    expect(cut(detail)).toBe('"detail" : {"eventName": [ "x", {"prefix": "y"} ]}');
    expect(cut(name)).toBe('"eventName": [ "x", {"prefix": "y"} ]');
    expect(name.path).toBe('detail.eventName');
    expect(name.alternatives.map(cut)).toEqual(['"x"', '{"prefix": "y"}']);
    expect(cut(choice)).toBe('"$or":[{"a":[1]} ,{"b":[2]}]');
    expect(choice.branches.map(cut)).toEqual(['{"a":[1]}', '{"b":[2]}']);
  });

  it('is read with every escape of JSON', () => {
    const parsed = parseEventPattern('{"\\u0061":["\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00"]}');
    if (!parsed.ok) throw new Error(parsed.error.message);
    expect(parsed.pattern.entries).toMatchObject([
      { key: 'a', alternatives: [{ type: 'text', text: '"\\/\b\f\n\r\té😀' }] },
    ]);
  });
});

describe('parsing', () => {
  it('ends quickly, however the pattern is nested or chosen', () => {
    const start = performance.now();
    const deep = `${'{"a":'.repeat(681)}[1]${'}'.repeat(681)}`;
    expect(deep.length).toBeLessThanOrEqual(4096);
    expect(parseEventPattern(deep).ok).toBe(true);
    for (const text of [
      '['.repeat(4096),
      '{"a":'.repeat(819),
      '{"$or":['.repeat(512),
      '"'.repeat(4095),
      '\\'.repeat(4096),
    ]) {
      expect(parseEventPattern(text).ok).toBe(false);
    }
    const alike = `{"$or":[${Array.from({ length: 400 }, () => '{"a":[1]}').join(',')}]}`;
    expect(parseEventPattern(alike).ok).toBe(true);
    expect(performance.now() - start).toBeLessThan(1500);
  });

  it('stops at 1,000 levels', () => {
    expect(errorOf('['.repeat(2000)).message).toBe('a pattern is at most 1000 levels deep');
    expect(errorOf(`[${'[],'.repeat(1200)}1]`).message).toBe('expected an object such as {"source": ["aws.s3"]}');
    expect(errorOf(`[${'{},'.repeat(1200)}1]`).message).toBe('expected an object such as {"source": ["aws.s3"]}');
  });
});
