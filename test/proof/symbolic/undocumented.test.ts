/** Which fields that patterns look at are documented by nobody. */
import { describe, expect, it } from 'vitest';
import type { Formula } from '../../../src/languages/formula/index.ts';
import { ABSENT, and, atom, not, PRESENT, someElement, TRUE } from '../../../src/languages/formula/index.ts';
import { undocumentedIn } from '../../../src/proof/symbolic/undocumented.ts';

const at = (path: string): Formula => atom(path.split('.'), PRESENT);
const fields = (patterns: readonly Formula[], member: Formula = TRUE, samples = [{}]) =>
  undocumentedIn(patterns, member, samples).map((path) => path.join('.'));

describe('nobody documents', () => {
  it.each<readonly [field: string, found: readonly string[]]>([
    ['weather', ['weather']],
    ['weather.today', ['weather']],
    ['userIdentity.weather', ['userIdentity.weather']],
    ['userIdentity.sessionContext.weather', ['userIdentity.sessionContext.weather']],
    ['userIdentity.sessionContext.sessionIssuer.weather', ['userIdentity.sessionContext.sessionIssuer.weather']],
    ['userIdentity.sessionContext.attributes.weather', ['userIdentity.sessionContext.attributes.weather']],
    // Documented.
    ['eventName', []],
    ['addendum.reason', []],
    ['userIdentity.onBehalfOf.userId', []],
    ['userIdentity.sessionContext.assumedRoot', []],
    // Free.
    ['requestParameters.weather', []],
    ['responseElements.weather', []],
    ['additionalEventData.weather', []],
    ['tlsDetails.weather', []],
  ])('of %s: %j', (field, found) => {
    expect(fields([at(field)])).toEqual(found);
  });

  it('of several, each once, wherever they stand', () => {
    const pattern = and(at('weather'), not(atom(['weather'], ABSENT)), someElement(['clouds'], at('height')));
    expect(fields([pattern, at('weather')])).toEqual(['weather', 'clouds']);
  });

  it('but not what the class asks for, nor what a sample holds', () => {
    expect(fields([at('weather')], at('weather'))).toEqual([]);
    expect(fields([at('weather')], TRUE, [{}, { weather: null }])).toEqual([]);
    expect(fields([at('userIdentity.weather')], TRUE, [{ userIdentity: { weather: 'fine' } }])).toEqual([]);
    expect(fields([at('userIdentity.weather')], TRUE, [{ userIdentity: { clouds: 'few' } }])).not.toEqual([]);
  });
});
