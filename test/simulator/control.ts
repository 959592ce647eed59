/** What tests say to the simulator itself: /__stats, /__reset, /__faults, /__world. */
import type { Reply } from './answer.ts';
import type { Fault } from './faults.ts';
import type { Stats } from './ledger.ts';
import type { World } from './world.ts';
import { worldNamed } from './worlds/index.ts';

export interface Control {
  world: World;
  faults: readonly Fault[];
  stats(): Stats;
  /** Forgets what was asked, and goes back to the faults of the world. */
  reset(): void;
  show(world: World): void;
}

export function answerControl(control: Control, method: string, url: string, body: string): Reply {
  switch (`${method} ${url}`) {
    case 'GET /__stats':
      return say(control.stats());
    case 'GET /__world':
      return say(control.world);
    case 'POST /__reset':
      control.reset();
      return say({});
    case 'POST /__faults':
      control.faults = JSON.parse(body) as readonly Fault[];
      return say({});
    case 'POST /__world': {
      const world = JSON.parse(body) as World | string;
      control.show(typeof world === 'string' ? worldNamed(world) : world);
      return say({});
    }
    default:
      return { status: 404, headers: {}, body: `There is no ${method} ${url}.\n` };
  }
}

function say(value: unknown): Reply {
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}
