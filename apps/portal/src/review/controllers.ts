import { DeskAcquiredPages } from './acquired.pages.js';
import { CarriedApi } from './carried.api.js';
import { CarriedPages } from './carried.pages.js';
import { ClarificationPages } from './clarification.pages.js';
import { DeskEntryPages, DeskFiles, DeskPages } from './desk.pages.js';
import { ReviewApi, ReviewReadApi, VendorReviewApi } from './review.api.js';
import { CloseReviewPages, RoundPages, SynthesisPages } from './round.pages.js';
import { ChannelPages, VerdictPages } from './verdict.pages.js';
import { InterestPages, TeamPages, WorkPages } from './work.pages.js';

/** Pages and API of the review. */
export const reviewControllers = [
  WorkPages,
  InterestPages,
  TeamPages,
  DeskEntryPages,
  DeskPages,
  DeskFiles,
  DeskAcquiredPages,
  VerdictPages,
  ChannelPages,
  RoundPages,
  SynthesisPages,
  CloseReviewPages,
  ClarificationPages,
  CarriedPages,
  CarriedApi,
  ReviewApi,
  ReviewReadApi,
  VendorReviewApi,
];
