/** S3 Control: what an account says about all of its buckets. */
import { GetPublicAccessBlockCommand, S3ControlClient } from '@aws-sdk/client-s3-control';

export const Client = S3ControlClient;
/** The account's number in front of the host would ask for a host that only AWS has; it is in a header as well. */
export const elsewhere = (endpoint: string) => ({
  disableHostPrefix: true,
  endpointProvider: () => ({ url: new URL(endpoint) }),
});
export const commands = {
  GetPublicAccessBlock: GetPublicAccessBlockCommand,
} as const;
