import type { Text } from '#platform';
import { chromeMessages } from './http/chrome.messages.js';
import { partMessages } from './http/parts.messages.js';
import { errorPages } from './http/errors.messages.js';
import { authoringPages } from './criteria/authoring.messages.js';
import { criteriaPages } from './criteria/criteria.messages.js';
import { differencePages } from './criteria/differences.messages.js';
import { rehearsalPages } from './criteria/rehearsal.messages.js';
import { lineagePages } from './criteria/lineage.messages.js';
import { mappingsPages } from './criteria/mappings.messages.js';
import { consultationPages } from './criteria/consultation.messages.js';
import { productPages } from './criteria/product.messages.js';
import { decisionsPages } from './decisions/decisions.messages.js';
import { evidencePages } from './evidence/evidence.messages.js';
import { reviewPages } from './review/review.messages.js';
import { financingPages } from './financing/financing.messages.js';
import { homePages } from './home/home.messages.js';
import { operationsPages } from './operations/operations.messages.js';
import { notificationsPages } from './notifications/notifications.messages.js';
import { accountsPages } from './accounts/accounts.messages.js';
import { callsPages } from './calls/calls.messages.js';
import { acquiredPages } from './candidatures/acquired.messages.js';
import { candidaturesPages } from './candidatures/candidatures.messages.js';
import { versionsPages } from './candidatures/versions.messages.js';
import { cataloguePages } from './catalogue/catalogue.messages.js';
import { solutionsPages } from './solutions/solutions.messages.js';

/** The tables of page texts, one per folder; a new folder adds its line here. */
const tables = [
  chromeMessages,
  partMessages,
  errorPages,
  homePages,
  authoringPages,
  criteriaPages,
  differencePages,
  lineagePages,
  rehearsalPages,
  mappingsPages,
  consultationPages,
  productPages,
  evidencePages,
  reviewPages,
  operationsPages,
  financingPages,
  accountsPages,
  callsPages,
  candidaturesPages,
  acquiredPages,
  versionsPages,
  solutionsPages,
  decisionsPages,
  notificationsPages,
  cataloguePages,
];

function merge(all: readonly Readonly<Record<string, Text>>[]): Readonly<Record<string, Text>> {
  const merged: Record<string, Text> = {};
  for (const [key, text] of all.flatMap((table) => Object.entries(table))) {
    if (Object.hasOwn(merged, key)) throw new Error(`Page text ${key} is written twice`);
    merged[key] = text;
  }
  return merged;
}

/** Every text of the pages, read by `{{t "key"}}`. */
export const pageMessages = merge(tables);
