import { expect, it } from '@jest/globals';
import { type OrganisationKind, organisationKinds, type Role, roleNames, roles } from '#platform';
import { administratorOf, incompatible, needsSecondFactor, rolesOf } from './roles.rules.js';

it.each<[Role[], Role, Role | null]>([
  [['operator'], 'decider', 'operator'],
  [['decider'], 'operator', 'decider'],
  [['decider'], 'payment_officer', 'decider'],
  [['verifier', 'lead'], 'decider', null],
  [['operator'], 'criteria_editor', null],
  [[], 'decider', null],
])('who holds %j and is offered %s is stopped by %s', (held, wanted, other) => expect(incompatible(held, wanted)).toBe(other));

it('every role is held in exactly one kind of organisation', () => {
  expect(organisationKinds.flatMap(rolesOf).sort()).toEqual([...roleNames].sort());
});

it.each<OrganisationKind>(['vendor', 'agency'])('the administrator of a %s is one of its roles', (kind) => {
  expect(rolesOf(kind)).toContain(administratorOf(kind));
});

it('every role that touches decisions or money asks for a second factor', () => {
  const vendors = roleNames.filter((role) => roles[role].kind === 'vendor');
  expect(needsSecondFactor(vendors)).toBe(false);
  for (const role of ['decider', 'payment_officer', 'operator', 'verifier'] as const)
    expect(needsSecondFactor([...vendors, role])).toBe(true);
});
