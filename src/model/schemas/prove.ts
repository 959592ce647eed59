/** JSON Schema of the answers of `prove`. */
import { definitions } from './definitions.ts';
import type { Schema } from './words.ts';
import { headed, list, object, ref } from './words.ts';

/** What `trailproof prove --json` writes: an answer for each account, or for each record in the account where it happened. */
export function proveSchema(): Schema {
  const answer = object(
    {
      account: { type: 'string', pattern: '^[0-9]{12}$', description: 'Account id, 12 digits.' },
      name: { type: 'string', description: 'The name people use; the id where there is none.' },
      proof: ref('proof'),
      gaps: list(ref('gap'), 'What the links of the proof could not read.'),
    },
    [],
    'Who is told in one account.',
  );
  const { gap, link, route, proof } = definitions;
  return headed('prove:1', 'trailproof prove', { ...list(answer), $defs: { gap, link, route, proof } });
}
