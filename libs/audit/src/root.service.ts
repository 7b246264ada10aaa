import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { type Ctx, canonical, signJws, type SigningKey } from '#platform';
import { auditEvents } from './audit.events.js';
import { leafOf, MerkleFrontier } from './chain.rules.js';
import { sealsAfter } from './journal.queries.js';
import { record } from './record.js';

/** Type of the token that carries a root (`typ` of its JWS header). */
export const rootTokenType = 'guichet-audit-root+jws';

/** Publishes the signed root of the journal, once a day. */
@Injectable()
export class RootService {
  /**
   * Signs and publishes the root of every seal so far, unless that day (Europe/Paris) has its root already or nothing is sealed yet.
   * @returns the day, or null when there was nothing to publish.
   */
  async publish(ctx: Ctx, key: SigningKey): Promise<string | null> {
    const day = DateTime.fromJSDate(ctx.now, { zone: 'Europe/Paris' }).toISODate();
    if (day === null) throw new RangeError('The clock of the portal shows no date');
    const [{ published }] = await ctx.tx.query<[{ published: boolean }]>(
      'SELECT EXISTS (SELECT FROM audit_root WHERE audit_root.day = $1) AS published',
      [day],
    );
    if (published) return null;
    const root = await rootOfJournal(ctx);
    if (root.size === 0) return null;
    const facts = { day, ...root, signedAt: ctx.now.toISOString() };
    const token = signJws({ typ: rootTokenType }, canonical(facts), key);
    const [rows] = await ctx.tx.query<[unknown[], number]>(
      `INSERT INTO audit_root (day, size, merkle_root, chain_hash, signed_at, kid, token)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING day`,
      [day, root.size, root.merkleRoot, root.chainHash, ctx.now, key.kid, token],
    );
    if (rows.length === 0) return null; // another worker was first
    const data = { size: root.size, merkleRoot: root.merkleRoot, chainHash: root.chainHash, kid: key.kid };
    await record(ctx, auditEvents, 'root.publish', { subject: { type: 'root', id: day }, organisationId: null, data });
    return day;
  }
}

async function rootOfJournal(ctx: Ctx): Promise<{ size: number; merkleRoot: string; chainHash: string }> {
  const tree = new MerkleFrontier();
  let chainHash = '';
  for await (const seal of sealsAfter(ctx, 0)) {
    tree.push(leafOf(seal.eventHash));
    chainHash = seal.chainHash;
  }
  return { size: tree.size, merkleRoot: tree.root(), chainHash };
}
