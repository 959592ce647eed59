/** What is said of a record that is told of, or lost, without that being certain of all like it. */
import type { Link, Route } from '../model/proof.ts';
import type { Case } from './conclusion.ts';
import { undecided } from './link.ts';

/** Patterns that cannot be looked at for all records at once, only for one after the other. */
export const UNSHOWN =
  'somebody is told of this record, but that somebody is told of every one like it could not be shown';

/** What counts a part of the class does not add up with what counts another, and a burst may fall into several parts. */
export const UNCOUNTED =
  'somebody is told where all of them are like this record, but no alarm adds up all records of the class, and they may be of several kinds';

export function only(route: Route): Pick<Case, 'routes' | 'worded'> {
  return { routes: [route], worded: () => [route] };
}

export function undecidedRoute(sentence: string, type: Route['type'] = 'metricFilter'): Route {
  return { type, truth: 'unknown', links: [undecided(type, sentence)] };
}

/** The record would be lost, but there may be none like it. */
export function doubted(found: Case, doubt: string): Case {
  const inDoubt = (routes: readonly Route[]) =>
    routes.slice(0, 1).map((route): Route => {
      const links = route.links.map((link): Link => {
        return link.truth === 'false' ? { ...link, truth: 'unknown', sentence: `${link.sentence}; ${doubt}` } : link;
      });
      return { ...route, truth: 'unknown', links };
    });
  return { ...found, truth: 'unknown', routes: inDoubt(found.routes), worded: () => inDoubt(found.worded()) };
}
