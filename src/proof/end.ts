/** Who is told at the end of a route: somebody, a program of which is not followed whom it tells, or a topic of which is not asked whom it tells. */
import type { Link, Route } from '../model/proof.ts';

/** A way that ends at a queue, a function or the like. */
export function atProgram(link: Link): Link {
  return { ...link, end: 'program' };
}

/** A way that is followed to a topic and no further. */
export function atTopic(link: Link): Link {
  return { ...link, end: 'topic' };
}

export function endsAtProgram({ links }: Pick<Route, 'links'>): boolean {
  return links.at(-1)?.end === 'program';
}

/** As sentences about a complete route begin. */
export function whoIsTold(route: Route | undefined): string {
  const who = route?.links.at(-1)?.end;
  return `${who === undefined ? 'somebody' : `a ${who}`} is told about`;
}
