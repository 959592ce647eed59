/** Whether KMS rotates the material of a key. Follows "GetKeyRotationStatus", KMS API Reference. */
import { malformed, Unread } from '../../model/collect.ts';
import type { Detail } from '../kind.ts';
import { number } from '../kind.ts';

const CALL = 'kms:GetKeyRotationStatus';

/** Days from one rotation to the next where none were chosen, which an answer may leave out ("EnableKeyRotation", KMS API Reference). */
const YEAR = 365;

/** Keys whose material KMS cannot rotate by itself are not rotated. */
export const rotation: Detail = {
  calls: [CALL],
  actions: [CALL],
  async read(resource, aws) {
    try {
      const answer = await aws.call(resource, CALL, { KeyId: resource.id });
      const rotationEnabled = answer['KeyRotationEnabled'];
      if (typeof rotationEnabled !== 'boolean') {
        throw malformed(CALL, 'the answer does not say whether the key is rotated');
      }
      const rotationPeriodDays = rotationEnabled ? (number(answer['RotationPeriodInDays']) ?? YEAR) : null;
      return { answer, fields: { rotationEnabled, rotationPeriodDays } };
    } catch (error) {
      if (!(error instanceof Unread && /^UnsupportedOperation(Exception)?$/.test(error.code))) throw error;
      return { answer: null, fields: { rotationEnabled: false, rotationPeriodDays: null } };
    }
  },
};
