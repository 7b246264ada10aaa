import { Instant, WholeNumber } from '#platform';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** What happened, once and for ever: ids, codes, amounts and hashes only. */
@Entity('event')
@Index('event_subject', ['subjectType', 'subjectId', 'at'])
@Index('event_at', ['at', 'id'])
@Check('event_actor_kind', `actor_kind IN ('anonymous', 'account', 'system')`)
@Check('event_audience', `audience IN ('public', 'owner', 'agency', 'committee', 'none')`)
export class Event {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'event_pk' }) id: string;
  @Column('text') name: string;
  @Column('text', { name: 'subject_type' }) subjectType: string;
  @Column('text', { name: 'subject_id' }) subjectId: string;
  @Column('uuid', { name: 'organisation_id', nullable: true }) organisationId: string | null;
  @Column('text', { name: 'actor_kind' }) actorKind: 'anonymous' | 'account' | 'system';
  @Column('uuid', { name: 'actor_id', nullable: true }) actorId: string | null;
  @Instant('at') at: Date;
  @Column('text', { name: 'request_id' }) requestId: string;
  @Column('text') audience: 'public' | 'owner' | 'agency' | 'committee' | 'none';
  @Column('jsonb') data: Record<string, unknown>;
}

/** An event not yet relayed to the queue; removed by the relay. */
@Entity('outbox')
export class Outbox {
  @ForeignKey(() => Event, { name: 'outbox_event_fk' })
  @PrimaryColumn('uuid', { name: 'event_id', primaryKeyConstraintName: 'outbox_pk' })
  eventId: string;
}

/** One job that an event asks for; `done` is set inside the handler's own transaction. */
@Entity('event_delivery')
@Index('event_delivery_pending', ['updatedAt'], { where: `state = 'pending'` })
@Index('event_delivery_dead', ['updatedAt'], { where: `state = 'dead'` })
@Check('event_delivery_state', `state IN ('pending', 'done', 'dead')`)
export class EventDelivery {
  @ForeignKey(() => Event, { name: 'event_delivery_event_fk' })
  @PrimaryColumn('uuid', { name: 'event_id', primaryKeyConstraintName: 'event_delivery_pk' })
  eventId: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'event_delivery_pk' }) job: string;
  @Column('text', { default: 'pending' }) state: 'pending' | 'done' | 'dead';
  @Column('integer', { default: 0 }) attempts: number;
  @Column('text', { name: 'last_error', nullable: true }) lastError: string | null;
  @Instant('updated_at') updatedAt: Date;
}

/** One link of the chain that makes the journal tamper-evident, in seal order. */
@Entity('event_seal')
@Unique('event_seal_event', ['eventId'])
@Unique('event_seal_chain', ['chainHash'])
export class EventSeal {
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'event_seal_pk' }) position: string;
  @ForeignKey(() => Event, { name: 'event_seal_event_fk' })
  @Column('uuid', { name: 'event_id' })
  eventId: string;
  @Column('text', { name: 'event_hash' }) eventHash: string;
  @Column('text', { name: 'previous_hash' }) previousHash: string;
  @Column('text', { name: 'chain_hash' }) chainHash: string;
  @Instant('sealed_at') sealedAt: Date;
}

/** The signed Merkle root (RFC 9162) of the journal's first `size` seals, one a day: published, and never changed. */
@Entity('audit_root')
@Check('audit_root_size', 'size > 0')
export class AuditRoot {
  @PrimaryColumn('date', { primaryKeyConstraintName: 'audit_root_pk' }) day: string;
  @WholeNumber('size') size: number;
  @Column('text', { name: 'merkle_root' }) merkleRoot: string;
  @Column('text', { name: 'chain_hash' }) chainHash: string;
  @Instant('signed_at') signedAt: Date;
  @Column('text') kid: string;
  /** The same facts as a compact JWS. */
  @Column('text') token: string;
}
