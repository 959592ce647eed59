/** A CloudTrail trail: what it records, where, and where the records go. */
import { encryptedWith } from '../encrypted-with.ts';
import type { Kind } from '../kind.ts';
import { text } from '../kind.ts';
import { logGroupPlace } from '../log-group.ts';
import { logBucket, ownBucket, owner } from './around.ts';
import { example } from './example.ts';
import { fields } from './fields.ts';
import { insights } from './insights.ts';
import { list, merge } from './list.ts';
import { selectors } from './selectors.ts';
import { status } from './status.ts';
import { tags } from './tags.ts';

export const trail: Kind = {
  name: 'trail',
  example,
  about:
    'A CloudTrail trail. Seen in several regions or accounts (shadow trails, organization trails) it is one trail.',
  population: 'region',
  fields,
  relations: {
    owner,
    logBucket,
    ownBucket,
    key: encryptedWith('The KMS key that encrypts its log files.'),
    logGroup: {
      kind: 'logGroup',
      many: false,
      about: 'The log group it sends events to, in whichever account and region its ARN says.',
      by: ['logGroupArn'],
      from: (resource) => {
        const arn = text(resource.fields['logGroupArn']);
        return arn === null ? [] : [arn.replace(/:\*$/, '')];
      },
      to: (candidate) => [candidate.id],
      wants: (resource) => {
        const arn = text(resource.fields['logGroupArn']);
        const place = arn === null ? null : logGroupPlace(arn);
        return place ? [{ kind: 'logGroup', ...place }] : [];
      },
    },
  },
  list,
  details: { status, selectors, insights, tags },
  merge,
};
