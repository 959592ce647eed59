/** S3 Control: what an account says about all of its buckets. */
import { GetPublicAccessBlockCommand, S3ControlClient } from '@aws-sdk/client-s3-control';

export const Client = S3ControlClient;
/**
 * Where somebody else answers for AWS (--endpoint-url, or AWS_ENDPOINT_URL and the like, which the SDK reads by itself), the account's number in
 * front of the host would ask for a host that only AWS has; it is in a header as well.
 */
export function adapt({ config }: S3ControlClient): void {
  const byAws = config.endpointProvider;
  config.endpointProvider = (asked, context) =>
    typeof asked.Endpoint === 'string' ? { url: new URL(asked.Endpoint) } : byAws(asked, context);
}
export const commands = {
  GetPublicAccessBlock: GetPublicAccessBlockCommand,
} as const;
