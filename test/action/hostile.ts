/** Names that try to be more than names: workflow commands of both forms, escapes, terminal sequences, mark-up. */
export const HOSTILE: readonly string[] = [
  'x\n::set-output name=verdict::pass',
  '\r\n  ::error file=README.md::pwned',
  '##[add-mask]a',
  '::stop-commands::x',
  'a,line=1::b%0A::warning::c',
  '\u001b]0;title\u0007\u001b[2J',
  '\u2028::notice::d',
  '</details><script>alert(1)</script>',
];
