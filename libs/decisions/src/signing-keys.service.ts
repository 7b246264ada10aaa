import { Injectable } from '@nestjs/common';
import { authorize, type Ctx, type Jwks, type PublicJwk, type SigningKey } from '#platform';
import { IsNull, LessThan, Not } from 'typeorm';
import { Certificate, SigningKeyRecord, StatusListRecord } from './certificate.entity.js';
import type { CertificateStatus } from './certificate.lifecycle.js';
import { decisionPolicy } from './decision.policy.js';
import type { Issuer } from './issuer.rules.js';
import { signStatusList, statusListSize, statusPurposes, type StatusPurpose } from './status-list.rules.js';

/** Keys and lists by which anyone checks: public keys are kept for ever, lists are published again. */
@Injectable()
export class SigningKeysService {
  /** Makes a public key known before anything it signed; the one before it ends. Done twice, it changes nothing. */
  async register(ctx: Ctx, publicJwk: PublicJwk): Promise<void> {
    authorize(ctx.actor, decisionPolicy.issue, undefined);
    const known = await ctx.tx.findOneBy(SigningKeyRecord, { kid: publicJwk.kid });
    if (known !== null) return;
    await ctx.tx.update(SigningKeyRecord, { until: IsNull(), kid: Not(publicJwk.kid) }, { until: ctx.now });
    await ctx.tx
      .createQueryBuilder()
      .insert()
      .into(SigningKeyRecord)
      .values({ kid: publicJwk.kid, publicJwk, since: ctx.now, until: null })
      .orIgnore()
      .execute();
  }

  /** Every public key that ever signed, the oldest first (RFC 7517). */
  async published(ctx: Ctx): Promise<Jwks> {
    const keys = await ctx.tx.find(SigningKeyRecord, { order: { since: 'ASC', kid: 'ASC' } });
    return { keys: keys.map(({ publicJwk }) => publicJwk) };
  }

  /**
   * Signs both status lists of every full or begun range, as the register stands at `ctx.now`. A list never goes back to an older state:
   * the rows are locked, and the register is read after.
   */
  async publishLists(ctx: Ctx, key: SigningKey): Promise<number> {
    authorize(ctx.actor, decisionPolicy.issue, undefined);
    await this.register(ctx, key.publicJwk);
    await ctx.tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('status-list', 0))`);
    const newest = await ctx.tx.findOne(Certificate, { where: {}, order: { statusIndex: 'DESC' } });
    if (newest === null) return 0;
    const lists = Math.floor(newest.statusIndex / statusListSize) + 1;
    for (let list = 1; list <= lists; list += 1) {
      for (const purpose of statusPurposes) await this.publishOne(ctx, { purpose, list, issuer: newest.issuer, key });
    }
    return lists;
  }

  /** Makes the key known, and publishes the lists again when one is a day old, so that none ever runs out. @returns how many ranges, 0 when all are fresh. */
  async renewLists(ctx: Ctx, key: SigningKey): Promise<number> {
    await this.register(ctx, key.publicJwk);
    const yesterday = new Date(ctx.now.getTime() - 86_400_000);
    const isOld = await ctx.tx.existsBy(StatusListRecord, { publishedAt: LessThan(yesterday) });
    return isOld ? this.publishLists(ctx, key) : 0;
  }

  private async publishOne(ctx: Ctx, { purpose, list, issuer, key }: ListToPublish): Promise<void> {
    const rows = await ctx.tx.query<{ position: number }[]>(
      `SELECT c.status_index - $2::int AS position FROM certificate c
         JOIN LATERAL (SELECT s.status FROM certificate_status s WHERE s.certificate_id = c.id ORDER BY s.position DESC LIMIT 1) last ON true
        WHERE last.status = ANY ($1) AND c.status_index >= $2 AND c.status_index < $3 ORDER BY 1`,
      [against[purpose], (list - 1) * statusListSize, list * statusListSize],
    );
    const positions = rows.map(({ position }) => position);
    const credential = signStatusList({ purpose, list, positions, publishedAt: ctx.now }, issuer, key);
    await ctx.tx.upsert(StatusListRecord, { purpose, list, publishedAt: ctx.now, credential }, ['purpose', 'list']);
  }
}

/** A replaced certificate no longer stands either: its credential must not be relied upon. */
const against: Record<StatusPurpose, readonly CertificateStatus[]> = { revocation: ['withdrawn', 'replaced'], suspension: ['suspended'] };

interface ListToPublish {
  readonly purpose: StatusPurpose;
  readonly list: number;
  readonly issuer: Issuer;
  readonly key: SigningKey;
}
