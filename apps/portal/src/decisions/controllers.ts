import { CertificatePages } from './certificate.pages.js';
import { CheckPages } from './check.pages.js';
import { DecisionApi } from './decision.api.js';
import { DecisionPages } from './decision.pages.js';
import { KeysApi } from './keys.api.js';
import { RegisterApi } from './register.api.js';
import { RegisterPages } from './register.pages.js';

/** Decisions, certificates, the register and what verifies them. */
export const decisionsControllers = [RegisterPages, CheckPages, KeysApi, DecisionPages, CertificatePages, RegisterApi, DecisionApi];
