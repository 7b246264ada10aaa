import type { OperatorText } from '#criteria';
import type { Ctx } from '#platform';
import { Injectable } from '@nestjs/common';

/** A requirement of a candidature that an item of evidence serves. */
export interface EvidenceUse {
  readonly candidatureId: string;
  readonly candidatureNumber: string;
  readonly requirementId: string;
  readonly number: string;
  readonly title: OperatorText | null;
}

/** Where a piece of evidence is used. */
@Injectable()
export class EvidenceUsesQueries {
  /** The requirements an item serves, newest candidature first. The caller has shown that the actor sees the item. */
  of(ctx: Ctx, itemId: string): Promise<EvidenceUse[]> {
    return ctx.tx.query<EvidenceUse[]>(
      `SELECT DISTINCT candidature.id AS "candidatureId", candidature.number AS "candidatureNumber", requirement.id AS "requirementId",
              requirement.number, requirement.body->'title' AS title
       FROM answer_evidence attached JOIN answer ON answer.id = attached.answer_id AND answer.is_applicable
       JOIN candidature ON candidature.id = answer.candidature_id JOIN requirement ON requirement.id = answer.requirement_id
       WHERE attached.evidence_item_id = $1 AND attached.detached_at IS NULL
       ORDER BY candidature.number DESC, requirement.number LIMIT 500`,
      [itemId],
    );
  }
}
