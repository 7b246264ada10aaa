import type { accountsEvents } from '#accounts';
import type { auditEvents } from '#audit';
import type { callEvents } from '#calls';
import type { candidatureEvents } from '#candidatures';
import type { consultationEvents, packageEvents, mappingEvents } from '#criteria';
import type { decisionEvents } from '#decisions';
import type { evidenceEvents } from '#evidence';
import type { financingEvents } from '#financing';
import type { notificationEvents } from '#notifications';
import type { reviewEvents } from '#review';
import type { solutionEvents } from '#solutions';
import type { catalogueEvents } from '#catalogue';
import type { JobName } from './jobs.js';

/** Every event any lib may record: one line a table. */
type EventName =
  | keyof typeof auditEvents
  | keyof typeof accountsEvents
  | keyof typeof notificationEvents
  | keyof typeof solutionEvents
  | keyof typeof packageEvents
  | keyof typeof mappingEvents
  | keyof typeof consultationEvents
  | keyof typeof callEvents
  | keyof typeof evidenceEvents
  | keyof typeof candidatureEvents
  | keyof typeof reviewEvents
  | keyof typeof decisionEvents
  | keyof typeof financingEvents
  | keyof typeof catalogueEvents;

/** What follows each event: the jobs it asks for, often none. An event without a line does not compile. */
export const reactions: Readonly<Record<EventName, readonly JobName[]>> = {
  // audit
  'root.publish': [],
  'delivery.retry': [],
  'clock.move': [],
  // accounts
  'account.sign-up': ['notice.tell'],
  'account.sign-up-again': ['notice.tell'],
  'account.ask-password': ['notice.tell'],
  'account.choose-password': ['notice.tell'],
  'account.change-password': ['notice.tell'],
  'account.update': [],
  'account.pause': ['notice.tell'],
  'session.open': [],
  'session.close': [],
  'session.switch': [],
  'second-factor.enrol': ['notice.tell'],
  'second-factor.remove': ['notice.tell'],
  'second-factor.recover': ['notice.tell'],
  'api-token.create': [],
  'api-token.revoke': [],
  'organisation.create': [],
  'organisation.update': ['catalogue.project-solution'],
  'organisation.verify': ['notice.tell'],
  'membership.grant': ['notice.tell'],
  'membership.end': ['notice.tell'],
  'invitation.create': ['mail.invitation'],
  'invitation.revoke': [],
  'invitation.accept': [],
  'join-request.create': ['notice.tell'],
  'join-request.accept': [],
  'join-request.refuse': ['notice.tell'],
  // notifications
  'message.create': ['mail.message'],
  // solutions
  'solution.create': [],
  'solution.change': ['catalogue.project-solution'],
  'solution.retire': ['catalogue.project-solution'],
  'solution.restore': ['catalogue.project-solution'],
  'solution_version.add': [],
  'solution_version.release': [],
  'solution_version.declare_obsolete': ['catalogue.project-solution'],
  'approval.file': ['candidature.follow-approval'],
  'approval.obtain': [],
  'approval.lapse': [],
  // criteria
  'package.import': [],
  'package.draft': [],
  'package.save': [],
  'package.relate': [],
  'package.consult': [],
  'package.redraft': [],
  'package.freeze': [],
  'package.publish': ['package.write-files'],
  'package.write-files': [],
  'package.amend': [],
  'package.close': [],
  'consultation.open': [],
  'consultation.extend': [],
  'consultation.close': [],
  'consultation.group': [],
  'consultation.ungroup': [],
  'consultation.answer': ['consultation.tell-authors'],
  'consultation.digest': ['notice.tell'],
  'comment.send': ['mail.comment-confirmation'],
  'comment.appear': [],
  'comment.withdraw': [],
  'comment.hide': [],
  'comment.answer': ['notice.tell'],
  'comment.answer-visitor': ['mail.comment-answer'],
  'mapping.import': [],
  'mapping.edit': [],
  'mapping.publish': [],
  'mapping.withdraw': ['acquired-result.follow'],
  // calls
  'call.create': [],
  'call.open': [],
  'call.close': [],
  'call.reopen': [],
  'call.revise_workflow': [],
  'call.offer_version': ['candidature.tell-offer'],
  'call.move_milestone': [],
  // evidence
  'evidence.receive': ['evidence.begin-inspection', 'evidence.inspect', 'candidature.follow-evidence'],
  'evidence.fingerprint': ['evidence.compare'],
  'evidence.refer': ['candidature.follow-evidence'],
  'evidence.abandon': ['evidence.discard'],
  'evidence.clear': ['candidature.follow-evidence'],
  'evidence.admit': ['candidature.follow-evidence'],
  'evidence.quarantine': ['candidature.follow-evidence'],
  'evidence.reject': ['candidature.follow-evidence'],
  // candidatures
  'candidature.create': [],
  'candidature.accept_charter': [],
  'candidature.file': [],
  'candidature.admit': ['notice.tell'],
  'candidature.ask_complement': ['notice.tell'],
  'candidature.reject': ['notice.tell'],
  'candidature.complete': ['notice.tell', 'receipt.render'],
  'candidature.revoke': ['notice.tell'],
  'candidature.start_review': [],
  'candidature.ask_clarification': ['notice.tell'],
  'candidature.answer': ['review.follow-move'],
  'candidature.close_review': [],
  'candidature.resume_review': [],
  'candidature.propose': [],
  'candidature.decide': ['notice.tell'],
  'candidature.postpone': ['notice.tell'],
  'candidature.appeal': ['acquired-result.follow'],
  'candidature.withdraw': [],
  'candidature.expire': ['notice.tell'],
  'candidature.answer_profile': [],
  'candidature.lose_evidence': [],
  'candidature.offer_version': ['notice.tell'],
  'candidature.move_version': ['review.follow-move', 'notice.tell'],
  'candidature.recuse': [],
  'impact_report.record': [],
  'receipt.render': [],
  'chapter.submit': [],
  'chapter.validate': [],
  'chapter.request_changes': [],
  'chapter.reopen': [],
  'acquired_result.acquire': [],
  'acquired_result.lapse': ['notice.tell'],
  'thread_message.post': [],
  'thread_message.note': [],
  // review
  'interest.declare': [],
  'assignment.make': [],
  'assignment.end': [],
  'assignment.file_moved': ['notice.tell'],
  'verdict.give': ['acquired-result.follow'],
  'verdict.reaffirm': [],
  'round.send': [],
  'round.answer': [],
  'round.lapse': [],
  'round.close': [],
  // decisions
  'delegation.grant': [],
  'delegation.end': [],
  'decision.propose': [],
  'decision.take': ['decision.notify'],
  'decision.notify': [],
  'certificate.grant': ['certificate.issue'],
  'certificate.publish': ['catalogue.project-solution'],
  'certificate.issue': ['status-list.publish', 'catalogue.project-solution'],
  'certificate.suspend': ['status-list.publish', 'catalogue.project-solution', 'acquired-result.follow'],
  'certificate.withdraw': ['status-list.publish', 'catalogue.project-solution', 'acquired-result.follow'],
  'certificate.reinstate': ['status-list.publish', 'catalogue.project-solution'],
  'certificate.lift': ['catalogue.project-solution'],
  'certificate.expire': ['catalogue.project-solution', 'acquired-result.follow'],
  'certificate.replace': ['status-list.publish', 'catalogue.project-solution', 'acquired-result.follow'],
  // financing
  'scheme.create': [],
  'scheme.validate-pilots': [],
  'ceiling.set': [],
  'enrolment.submit': [],
  'enrolment.validate': [],
  'enrolment.ask-amend': [],
  'enrolment.reject': [],
  'enrolment.suspend': [],
  'beneficiary.merge': [],
  'order.place': [],
  'order.cancel': [],
  'fitness.record': [],
  'claim.submit': [],
  'claim.withdraw': [],
  'claim.validate': [],
  'claim.approve': [],
  'claim.decide': [],
  'claim.ask-amend': [],
  'claim.reject': [],
  'claim.pay': [],
  'claim.order-recovery': [],
  'claim.recover': [],
  'payment-file.create': [],
  // catalogue
  'catalogue.rebuild': ['catalogue.rebuild'],
  'metric.publish': [],
};
