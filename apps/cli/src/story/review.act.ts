import type { StoryCandidature } from './filing.act.js';
import type { Person } from './person.js';
import { hold, refused, type Stage } from './stage.js';

/** What the story reads of a review. */
interface Synthesis {
  readonly verdict: string;
  readonly blocking: readonly string[];
  readonly pending: readonly string[];
  readonly requirements: readonly {
    readonly requirementId: string;
    readonly number: string;
    readonly answerVersion: number;
    readonly evidenceVersionIds: readonly string[];
    readonly verdict: { readonly id: string } | null;
  }[];
}

interface Round {
  readonly questions: readonly { readonly id: string; readonly number: string; readonly version: number }[];
}

/** Declares interests, judges every requirement, asks once, hears the vendor, closes. */
export async function reviewCandidature(stage: Stage, candidature: StoryCandidature): Promise<void> {
  stage.begin('review');
  const path = `/api/v1/candidatures/${candidature.id}/review`;
  const verifier = await stage.theatre.enter('verifier');
  const early = await refused('reading a file before declaring interests', 409, () => verifier.api('GET', path));
  stage.tell(verifier, `opens ${candidature.number} before declaring interests: refused (${early.code ?? '409'})`);
  await declare(verifier, path);
  await verifier.api('POST', `${path}/take`);
  stage.tell(verifier, 'declares no interest for the call and the file, and takes it in charge');

  const first = await verifier.api<Synthesis>('GET', path);
  const [unclear, ...rest] = first.requirements;
  for (const { requirementId, answerVersion, evidenceVersionIds } of rest) {
    const pins = evidenceVersionIds.slice(0, 1).map((versionId) => ({ versionId, page: 1 }));
    await verifier.api('POST', `${path}/requirements/${requirementId}/verdicts`, { outcome: 'conform', answerVersion, pins });
  }
  await verifier.api('POST', `${path}/requirements/${unclear.requirementId}/verdicts`, {
    outcome: 'needs_clarification',
    reason: 'La version montrée n’est pas lisible : merci de la préciser.',
    answerVersion: unclear.answerVersion,
  });
  stage.tell(verifier, `judges ${first.requirements.length} requirements; ${unclear.number} needs clarification`);
  await clarify(stage, candidature, { verifier, path, requirementId: unclear.requirementId });

  const again = (await verifier.api<Synthesis>('GET', path)).requirements.find(
    ({ requirementId }) => requirementId === unclear.requirementId,
  );
  await verifier.api('POST', `${path}/requirements/${unclear.requirementId}/verdicts`, {
    outcome: 'conform',
    answerVersion: again?.answerVersion,
    supersedes: again?.verdict?.id,
  });
  await verifier.api('POST', `${path}/rounds/close`);
  const closed = await verifier.api<Synthesis>('POST', `${path}/close`);
  hold(closed.verdict === 'conform' && closed.blocking.length === 0, 'every applicable must conforms');
  stage.tell(verifier, `closes the review: ${closed.requirements.length} verdicts, nothing blocks`);
}

/** The two declarations that come before the first byte. */
export async function declare(person: Person, path: string): Promise<void> {
  await person.api('POST', `${path}/interests/call`, { reason: 'none' });
  await person.api('POST', `${path}/interests/file`, { reason: 'none' });
}

async function clarify(
  stage: Stage,
  candidature: StoryCandidature,
  { verifier, path, requirementId }: { readonly verifier: Person; readonly path: string; readonly requirementId: string },
): Promise<void> {
  await verifier.api('PUT', `${path}/requirements/${requirementId}/question`, { question: 'Quelle version est montrée sur la capture ?' });
  await verifier.api('POST', `${path}/rounds/send`, {});
  stage.tell(verifier, 'sends one round of clarification: the clock of the agency stops');
  const vendor = await stage.theatre.enter('vendor_contributor');
  const rounds = `/api/v1/candidatures/${candidature.id}/rounds`;
  const [round] = await vendor.api<Round[]>('GET', rounds);
  for (const { id, version } of round.questions) {
    await vendor.api('PUT', `${rounds}/questions/${id}`, { version, answer: 'La version 8.3.0, visible en bas de l’écran.' });
  }
  await vendor.api('POST', `${rounds}/answer`);
  stage.tell(vendor, `answers ${round.questions.length} question`);
}
