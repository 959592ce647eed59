/** What a selector finds in a record. */
import type { CloudTrailRecord, Value } from '../../../model/value.ts';
import { isObject } from '../../../model/value.ts';
import type { Step } from '../tree.ts';

/** [undefined] where there is nothing. `fields` says what `.*` stands for. */
export function valuesAt(
  steps: readonly Step[],
  record: CloudTrailRecord,
  fields: (value: Value) => readonly Value[] = children,
): readonly (Value | undefined)[] {
  let found: readonly (Value | undefined)[] = [record];
  for (const step of steps) {
    const [only] = found;
    if (step.type === 'key' && found.length === 1) {
      found = [isObject(only) && Object.hasOwn(only, step.name) ? only[step.name] : undefined];
      continue;
    }
    found = found.flatMap((value): readonly (Value | undefined)[] => {
      switch (step.type) {
        case 'key':
          return [isObject(value) && Object.hasOwn(value, step.name) ? value[step.name] : undefined];
        case 'index':
          return [Array.isArray(value) ? value[step.index] : undefined];
        case 'anyElement':
          return Array.isArray(value) ? value : [undefined];
        case 'anyField':
          return isObject(value) ? fields(value) : [undefined];
        default:
          return step satisfies never;
      }
    });
  }
  return found;
}

function children(value: Value): readonly Value[] {
  return typeof value === 'object' && value !== null ? Object.values(value) : [];
}

/** At every depth; without recursion, since records come from elsewhere. */
export function descendants(value: Value): readonly Value[] {
  const found = [...children(value)];
  for (const each of found) for (const child of children(each)) found.push(child);
  return found;
}
