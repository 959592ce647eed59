/** How kinds ask AWS in one account: calls with the account's session, lists page by page, and every error as what could not be read. */
import type { Answer, Caller } from '../../model/collect.ts';
import { malformed, Unread } from '../../model/collect.ts';
import { isObject } from '../../model/value.ts';
import { classify } from './classify.ts';
import type { Connection } from './connection.ts';
import type { Session } from './session.ts';

/** Answers that make no sense are asked for again this often: a body may have been cut on its way. */
const AGAIN = 2;

export function openCaller(connection: Connection, session: Session): Caller {
  const call: Caller['call'] = async ({ region }, name, input) => {
    let isRenewed = false;
    for (let attempt = 0; ; attempt++) {
      const began = Date.now();
      const answer = await asked(connection, session, region, name, input);
      if (!(answer instanceof Unread)) return answer;
      if (!isRenewed && session.expired && /^ExpiredToken/.test(answer.code)) {
        // Ended before its time: revoked, or by another clock than ours. Once a call, and with clients that have not kept it.
        session.expired(began);
        connection.forget(session.account);
        isRenewed = true;
      } else if (answer.reason !== 'malformed' || attempt === AGAIN) throw answer;
    }
  };
  return {
    account: session.account,
    call,
    async *list(place, name, input, items) {
      const lists = typeof items === 'string' ? [items] : items;
      const seen = new Set<string>();
      let token: Answer = {};
      do {
        const answer = await call(place, name, { ...input, ...token });
        yield itemsOf(answer, lists, name);
        token = nextToken(answer);
        const key = JSON.stringify(token);
        if (seen.has(key)) throw malformed(name, 'the list gives the same page token again');
        seen.add(key);
      } while (Object.keys(token).length > 0);
    },
  };
}

/** An error is returned, so that the caller can decide whether to ask again. */
async function asked(
  connection: Connection,
  session: Session,
  region: string,
  name: string,
  input: Answer,
): Promise<Answer | Unread> {
  try {
    const answer = await connection.send({ session, region }, name, input);
    // The SDK takes an empty body for an answer in which every list is missing.
    if (Object.keys(answer).length > 0 || (await connection.mayBeEmpty(name))) return answer;
    return malformed(name, 'the answer is empty');
  } catch (error) {
    const { reason, code, message } = classify(error);
    return new Unread(reason, name, code, message);
  }
}

/** A list that is missing is not an empty one. */
function itemsOf(answer: Answer, lists: readonly string[], name: string): readonly Answer[] {
  const found = lists.flatMap((key) => {
    const list = answer[key];
    return Array.isArray(list) ? [list] : [];
  });
  if (found.length === 0) throw malformed(name, `the answer holds no ${lists.join(' or ')}`);
  return found.flat().filter(isObject);
}

/** Where an answer says how its list goes on, and the input that takes it. */
const TOKENS = [
  ['nextToken', 'nextToken'],
  ['NextToken', 'NextToken'],
  ['NextMarker', 'Marker'],
  ['Marker', 'Marker'],
] as const;

function nextToken(answer: Answer): Answer {
  const found = TOKENS.find(([given]) => typeof answer[given] === 'string' && answer[given] !== '');
  return found === undefined ? {} : { [found[1]]: answer[found[0]] ?? null };
}
