/** Frameworks as layers: each turns its rules on, and sets the parameters with which it asks. */
import type { Layer } from './layers.ts';
import type { NamedFramework } from './opened.ts';

/** By the id of the framework. */
export function layersOfFrameworks(frameworks: readonly NamedFramework[]): ReadonlyMap<string, Layer> {
  return new Map(frameworks.map((each) => [each.item.id, layerOf(each)]));
}

function layerOf({ reading, item: { id, controls, params } }: NamedFramework): Layer {
  const rules = new Set(controls.flatMap((control) => control.rules));
  const sayings = [...rules].map((rule) => {
    const values = Object.entries(params[rule] ?? {});
    return { pattern: rule, on: true, params: values.map(([name, value]) => ({ name, value })) };
  });
  return { name: `framework ${id}`, reading, sayings };
}
