import { events } from '#audit';

/** What may be recorded about evidence. Data: `versionId`, `kind`, `size`, `sha256`, rule codes; never a file name. */
export const evidenceEvents = events({
  'evidence.receive': { audience: 'owner' },
  'evidence.fingerprint': { audience: 'owner' },
  'evidence.refer': { audience: 'owner' },
  'evidence.abandon': { audience: 'owner' },
  'evidence.clear': { audience: 'owner' },
  'evidence.admit': { audience: 'owner' },
  'evidence.quarantine': { audience: 'owner' },
  'evidence.reject': { audience: 'owner' },
});
