import type { Certificate, Decision, DecisionPage, DecisionProposal, RegisterEntry, RegisterPage } from '#decisions';

/** A certificate as the API shows it. */
export class CertificateJson {
  number: string;
  status: string;
  /** True once the PDF and the credential exist. */
  issued: boolean;
  product: { name: string; version: string; technicalNumber: string | null; softwareType: string };
  organisation: { name: string; siren: string | null; country: string };
  scope: { code: string; version: string; contentHash: string }[];
  /** Instants, ISO 8601 in UTC. */
  validFrom: string;
  validUntil: string;
  decidedAt: string;
  effectiveFrom: string;
  ground: string;
  decision: string;
  fingerprint: string;
  demonstration: boolean;
  links: { page: string; pdf: string | null; credential: string | null };
}

/** One public line of the register. */
export class RegisterLineJson {
  act: string;
  action: string;
  status: string;
  ground: string;
  decidedAt: string;
  effectiveFrom: string;
}

/** A certificate with its history and what was issued. */
export class CertificatePageJson extends CertificateJson {
  history: RegisterLineJson[];
  pdfSha256: string | null;
  kid: string | null;
}

/** A decision as the API shows it. */
export class DecisionJson {
  id: string;
  number: string;
  candidatureId: string;
  outcome: string;
  motive: string | null;
  reservation: string | null;
  decidedAt: string;
  signatory: { name: string; capacity: string };
  dossierHash: string;
  notifiedAt: string | null;
  certificate: string | null;
}

/** A proposal as the API shows it. */
export class ProposalJson {
  id: string;
  candidatureId: string;
  outcome: string;
  dossierHash: string;
  proposedAt: string;
}

/** A register entry for the API. */
export function certificateJson(entry: RegisterEntry): CertificateJson {
  const { facts } = entry;
  const files = `/verifier/${entry.number}`;
  return {
    number: entry.number,
    status: entry.status,
    issued: entry.isIssued,
    product: { ...facts.product },
    organisation: { ...facts.organisation },
    scope: facts.scope.map((one) => ({ ...one })),
    validFrom: entry.validFrom.toISOString(),
    validUntil: entry.validUntil.toISOString(),
    decidedAt: entry.decidedAt.toISOString(),
    effectiveFrom: entry.effectiveFrom.toISOString(),
    ground: entry.ground,
    decision: facts.decision.number,
    fingerprint: entry.fingerprint,
    demonstration: entry.issuer.demonstration,
    links: {
      page: files,
      pdf: entry.isIssued ? `${files}/certificat.pdf` : null,
      credential: entry.isIssued ? `${files}/attestation.json` : null,
    },
  };
}

/** A register page for the API. */
export function certificatePageJson({ entry, lines, issue }: RegisterPage): CertificatePageJson {
  const history = lines.map((line) => ({
    act: line.actNumber,
    action: line.action,
    status: line.status,
    ground: line.ground,
    decidedAt: line.decidedAt.toISOString(),
    effectiveFrom: line.effectiveFrom.toISOString(),
  }));
  return { ...certificateJson(entry), history, pdfSha256: issue?.pdfSha256 ?? null, kid: issue?.kid ?? null };
}

/** A decision for the API. */
export function decisionJson(
  decision: Decision,
  sequel: { readonly notifiedAt: Date | null; readonly certificate: Certificate | null },
): DecisionJson {
  const { id, number, candidatureId, outcome, motive, reservation, dossierHash } = decision;
  return {
    ...{ id, number, candidatureId, outcome, motive, reservation, dossierHash },
    decidedAt: decision.decidedAt.toISOString(),
    signatory: { name: decision.signatoryName, capacity: decision.signatoryCapacity },
    notifiedAt: sequel.notifiedAt?.toISOString() ?? null,
    certificate: sequel.certificate?.number ?? null,
  };
}

/** A decision with what followed it, for the API. */
export const decisionPageJson = ({ decision, ...sequel }: DecisionPage): DecisionJson => decisionJson(decision, sequel);

/** A proposal for the API. */
export function proposalJson({ id, candidatureId, outcome, dossierHash, proposedAt }: DecisionProposal): ProposalJson {
  return { id, candidatureId, outcome, dossierHash, proposedAt: proposedAt.toISOString() };
}
