import { Account } from '#accounts';
import { Event } from '#audit';
import { Instant } from '#platform';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** What the portal told a person, in their inbox and by mail. Once for an event, however often the job runs. */
@Entity('message')
@Unique('message_once', ['eventId', 'template', 'accountId'])
@Index('message_inbox', ['accountId', 'createdAt', 'id'])
@Check('message_mail_state', `mail_state IN ('none', 'to_send', 'sent', 'failed')`)
export class Message {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'message_pk' }) id: string;
  @ForeignKey(() => Account, { name: 'message_account_fk' })
  @Column('uuid', { name: 'account_id' })
  accountId: string;
  @ForeignKey(() => Event, { name: 'message_event_fk' })
  @Column('uuid', { name: 'event_id' })
  eventId: string;
  @Column('text') template: string;
  /** What fills the template: numbers, names of things, addresses inside the portal. Never a secret. */
  @Column('jsonb') data: Record<string, string | number>;
  @Instant('created_at') createdAt: Date;
  @Instant('read_at', { nullable: true }) readAt: Date | null;
  @Column('text', { name: 'mail_state' }) mailState: 'none' | 'to_send' | 'sent' | 'failed';
}

/** What a person chose to receive by mail; no row: everything. */
@Entity('mail_preference')
@Check('mail_preference_level', `level IN ('all', 'essential')`)
export class MailPreference {
  @ForeignKey(() => Account, { name: 'mail_preference_account_fk' })
  @PrimaryColumn('uuid', { name: 'account_id', primaryKeyConstraintName: 'mail_preference_pk' })
  accountId: string;
  @Column('text') level: 'all' | 'essential';
}
