import { describe, expect, it } from '@jest/globals';
import { auditEvents, AuditModule, ClockService, DeliveryQueries, DeliveryService, JournalQueries, record } from '#audit';
import { loadConfig, system, transact } from '#platform';
import { testDatabase } from '../support/database.js';
import { as, makePerson } from '../support/people.js';
import { openRooms } from '../support/rooms.js';

const database = await testDatabase();
const find = await openRooms([AuditModule]);
const operator = await makePerson(database.owner, { role: 'operator' });
const decider = await makePerson(database.owner, { role: 'decider' });
const [clock, deliveries, queries] = [find(ClockService), find(DeliveryService), find(DeliveryQueries)];

describe('the clock of the portal', () => {
  it('stands where the operator puts it, for every transaction', async () => {
    await as(database.portal, operator, (ctx) => clock.move(ctx, { to: '2026-05-13T11:59:59', frozen: true }));
    const there = new Date('2026-05-13T09:59:59.000Z');
    expect(await transact(database.worker, { actor: system('test') }, async (ctx) => ctx.now)).toEqual(there);
    expect(await as(database.portal, operator, (ctx) => clock.show(ctx))).toMatchObject({ now: there, isFrozen: true, isMovable: true });
    await as(database.portal, operator, (ctx) => clock.move(ctx, { frozen: false }));
    expect(await as(database.portal, operator, (ctx) => clock.show(ctx))).toMatchObject({ aheadMs: 0, isFrozen: false });
  });

  it('is moved by no other role, and by nobody in production', async () => {
    const move = (service: ClockService) => service.move.bind(service);
    const input = { to: '2026-05-13T12:00:00+02:00', frozen: false };
    await expect(as(database.portal, decider, (ctx) => move(clock)(ctx, input))).rejects.toThrow('forbidden.role');
    const production = new ClockService(loadConfig({ NODE_ENV: 'production' }));
    await expect(as(database.portal, operator, (ctx) => move(production)(ctx, input))).rejects.toThrow('clock.fixed');
  });
});

describe('a delivery that failed for good', () => {
  it('waits for the operator, who sends it again', async () => {
    const eventId = await transact(database.portal, { actor: system('test') }, (ctx) =>
      record(ctx, auditEvents, 'delivery.retry', { subject: { type: 'event', id: 'x' }, organisationId: null }),
    );
    const delivery = { eventId, job: 'mail.send' };
    await transact(database.worker, { actor: system('test') }, async (ctx) => {
      await deliveries.relay(ctx, (name) => (name === 'delivery.retry' ? ['mail.send'] : []));
      expect(await deliveries.begin(ctx, delivery)).toBe(1);
      await deliveries.fail(ctx, delivery, { code: 'Error.ECONNREFUSED', isLast: true });
    });
    const [dead] = await as(database.portal, operator, (ctx) => queries.dead(ctx));
    expect(dead).toMatchObject({ ...delivery, lastError: 'Error.ECONNREFUSED', attempts: 1, eventName: 'delivery.retry' });
    await expect(as(database.portal, decider, (ctx) => deliveries.retry(ctx, delivery))).rejects.toThrow('forbidden.role');
    await as(database.portal, operator, (ctx) => deliveries.retry(ctx, delivery));
    expect(await as(database.portal, operator, (ctx) => queries.backlog(ctx))).toMatchObject({ pending: 1, dead: 0 });
    await expect(as(database.portal, operator, (ctx) => deliveries.retry(ctx, delivery))).rejects.toThrow('audit.delivery-unknown');
    const { events } = await as(database.portal, operator, (ctx) => find(JournalQueries).latest(ctx, null));
    expect(events[0]).toMatchObject({ name: 'delivery.retry', actorId: operator.accountId, subjectId: eventId });
  });
});
