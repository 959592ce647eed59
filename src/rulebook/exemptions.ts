/** What stands under `except:` of a rule: subjects it is not asked of, each with the reason. */
import type { Node } from 'yaml';
import { isMap } from 'yaml';
import type { Kind } from '../kinds/kind.ts';
import type { Exemption } from '../model/rule.ts';
import type { Compiling } from './condition.ts';
import { compileCondition } from './condition.ts';
import type { Entry } from './document.ts';
import { itemsOf, note, plainOf, said } from './document.ts';

export function exemptions(compiling: Compiling, kind: Kind, entry: Entry | undefined): readonly Exemption[] {
  const { reading } = compiling;
  if (!entry) return [];
  return (itemsOf(reading, entry.value, 'except') ?? []).flatMap((item) => {
    if (!isMap(item)) {
      note(reading, item, `an exemption must be a condition with because, not ${said(item)}`);
      return [];
    }
    const because = plainOf((item.get('because', true) as Node | undefined) ?? null);
    if (typeof because !== 'string' || because.trim() === '') {
      note(
        reading,
        item,
        'an exemption needs because: who may read the report must learn why',
        'because: scratch groups hold no audit data',
      );
      return [];
    }
    const condition = item.clone() as typeof item;
    condition.items = item.items.filter((pair) => String(pair.key) !== 'because');
    if (condition.items.length === 0) {
      note(
        reading,
        item,
        'an exemption without a condition would exempt everything',
        'say what is exempt: name: { like: "/scratch/*" }',
      );
      return [];
    }
    const where = compileCondition(compiling, kind, condition);
    return where ? [{ where, because: because.trim() }] : [];
  });
}
