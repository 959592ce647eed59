/** What runs in a simulated account and has to be watched: plain data, like the rest of the world. */

/** Absent: none. */
export interface Workloads {
  readonly instances?: readonly Instance[];
  readonly functions?: readonly Function[];
  readonly databases?: readonly Database[];
  readonly loadBalancers?: readonly LoadBalancer[];
  readonly groups?: readonly Group[];
  readonly metrics?: readonly Metric[];
  readonly vpcs?: readonly Vpc[];
}

export interface Instance {
  readonly id: string;
  readonly name?: string;
  readonly state?: 'running' | 'stopped';
  /** Name of its Auto Scaling group. */
  readonly group?: string;
}

export interface Function {
  readonly name: string;
  /** Absent: `/aws/lambda/` and its name. */
  readonly logGroup?: string;
}

export interface Database {
  readonly name: string;
  readonly engine: string;
  readonly status?: string;
  readonly cluster?: string;
}

export interface LoadBalancer {
  readonly name: string;
  readonly type: 'application' | 'network' | 'gateway';
  readonly internal?: boolean;
  /** Bucket of its access logs. */
  readonly logsTo?: string;
}

export interface Group {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly metrics: readonly string[];
}

export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

export interface Vpc {
  readonly id: string;
  readonly default?: boolean;
  readonly flowLogs: readonly FlowLog[];
}

export interface FlowLog {
  readonly id: string;
  readonly traffic: 'ALL' | 'ACCEPT' | 'REJECT';
  /** Why its records do not arrive. */
  readonly error?: string;
}

/** What looks at a whole region, and what it cannot do without. It is there unless an account says otherwise. */
export type Guard = 'config' | 'configDelivery' | 'globalTypes' | 'securityHub' | 'standards' | 'guardDuty';
