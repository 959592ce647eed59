/** AWS's own clients, one for each service that is read. Each is read in when it is first asked. */
import type { Answer } from '../../model/collect.ts';
import type { Session } from './session.ts';

export type Middleware = (next: Next, context: { readonly commandName?: string }) => Next;
type Next = (request: unknown) => Promise<unknown>;

export interface SdkClient {
  readonly config: { readonly credentials: Session['credentials']; readonly region: () => Promise<string> };
  readonly middlewareStack: { addRelativeTo(middleware: Middleware, where: Readonly<Record<string, string>>): void };
  send(command: object, options: { readonly abortSignal?: AbortSignal }): Promise<object>;
}

interface Service {
  readonly Client: new (configuration: Readonly<Record<string, unknown>>) => SdkClient;
  readonly commands: Readonly<Record<string, new (input: Answer) => object>>;
  /** What has to be otherwise about a client. */
  readonly adapt?: (client: SdkClient) => void;
  /** Operations whose answer may hold nothing. */
  readonly mayBeEmpty?: readonly string[];
}

/** The SDK's types differ in every client; behind this line they are alike. */
const load = (service: Promise<unknown>) => service as Promise<Service>;

/** One line per service; its client is loaded when it is first asked. */
const services: Readonly<Record<string, () => Promise<Service>>> = {
  autoscaling: () => load(import('./services/autoscaling.ts')),
  cloudtrail: () => load(import('./services/cloudtrail.ts')),
  cloudwatch: () => load(import('./services/cloudwatch.ts')),
  config: () => load(import('./services/config.ts')),
  ec2: () => load(import('./services/ec2.ts')),
  elasticloadbalancing: () => load(import('./services/elasticloadbalancing.ts')),
  eventbridge: () => load(import('./services/eventbridge.ts')),
  guardduty: () => load(import('./services/guardduty.ts')),
  iam: () => load(import('./services/iam.ts')),
  kms: () => load(import('./services/kms.ts')),
  lambda: () => load(import('./services/lambda.ts')),
  logs: () => load(import('./services/logs.ts')),
  organizations: () => load(import('./services/organizations.ts')),
  rds: () => load(import('./services/rds.ts')),
  s3: () => load(import('./services/s3.ts')),
  s3control: () => load(import('./services/s3control.ts')),
  securityhub: () => load(import('./services/securityhub.ts')),
  sns: () => load(import('./services/sns.ts')),
  sts: () => load(import('./services/sts.ts')),
};

/** A client takes long to be read in, so one is read in after the other: whoever ends the run waits for one of them at most. */
export function openServices(signal: AbortSignal | undefined): (name: string) => Promise<Service> {
  const known = new Map<string, Promise<Service>>();
  let last: Promise<unknown> = Promise.resolve();
  return (name) => {
    const before = known.get(name);
    if (before) return before;
    const read = services[name];
    if (!read) throw new Error(`no client for the service ${name}`);
    const service = last.then(() => {
      signal?.throwIfAborted();
      return read();
    });
    known.set(name, service);
    // Signals are only heard in between.
    const heard = () => new Promise((resolve) => setImmediate(resolve));
    last = service.then(heard, heard);
    return service;
  };
}
