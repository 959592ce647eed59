/** Who is told at the end of a route: somebody, or a program of which is not followed whom it tells. */
import type { Link, Route } from '../model/proof.ts';

/** A way that ends at a queue, a function or the like. */
export function atProgram(link: Link): Link {
  return { ...link, end: 'program' };
}

export function endsAtProgram({ links }: Pick<Route, 'links'>): boolean {
  return links.at(-1)?.end === 'program';
}

/** As sentences about a complete route begin. */
export function whoIsTold(route: Route | undefined): string {
  return route && endsAtProgram(route) ? 'a program is told about' : 'somebody is told about';
}
