/** Who may be told of an event: webhooks and feeds obey. */
export type Audience = 'public' | 'owner' | 'agency' | 'committee' | 'none';

/** What is known of an event name: `owner` is the organisation the event belongs to, and the agency. */
export interface EventFacts {
  readonly audience: Audience;
}

/** A typed table of the events a lib may record: the name is `<thing>.<verb>`. */
export type EventTable = Readonly<Record<string, EventFacts>>;

/** Declares the events of a lib. */
export function events<const T extends EventTable>(table: T): T {
  return table;
}
