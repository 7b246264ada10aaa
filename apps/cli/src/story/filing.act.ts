import type { StoryCall } from './criteria.act.js';
import { refused, type Stage } from './stage.js';

/** The candidature of the story. */
export interface StoryCandidature {
  readonly id: string;
  readonly number: string;
  readonly product: string;
}

/** Before the first start of a demonstration, one candidature is filed at the last second, and another one second too late. */
export async function fileCandidature(stage: Stage, call: StoryCall): Promise<StoryCandidature> {
  stage.begin('filing');
  const noon = call.milestones.get('admin_file') ?? stage.theatre.now;
  await stage.theatre.holdClock(new Date(noon.getTime() - 3_600_000));
  const candidature = await prepare(stage, call, '8.3.0');
  const late = await prepare(stage, call, '8.4.0');

  await stage.theatre.holdClock(new Date(noon.getTime() - 1_000));
  const inTime = await stage.theatre.enter('vendor_admin');
  await inTime.api('POST', `/api/v1/candidatures/${candidature.id}/filing`);
  stage.tell(inTime, `files ${candidature.number} at 11:59:59: accepted`);

  await stage.theatre.holdClock(noon);
  const tooLate = await stage.theatre.enter('vendor_admin');
  const refusal = await refused('filing at 12:00:00', 409, () => tooLate.api('POST', `/api/v1/candidatures/${late.id}/filing`));
  stage.tell(tooLate, `files ${late.number} at 12:00:00: refused (${refusal.code ?? '409'})`);

  const officer = await stage.theatre.enter('agency_officer');
  await officer.api('POST', `/api/v1/candidatures/${candidature.id}/review/interests/call`, { reason: 'none' });
  await officer.api('POST', `/api/v1/candidatures/${candidature.id}/review/interests/file`, { reason: 'none' });
  await officer.api('POST', `/api/v1/candidatures/${candidature.id}/admission`, { outcome: 'admit' });
  stage.tell(officer, `declares no interest, then finds ${candidature.number} admissible`);
  return candidature;
}

async function prepare(stage: Stage, call: StoryCall, label: string): Promise<StoryCandidature> {
  const vendor = await stage.theatre.enter('vendor_admin');
  const name = 'Corvane Cabinet';
  const products = await vendor.api<{ id: string; name: string }[]>('GET', '/api/v1/products');
  const known = products.find((product) => product.name === name);
  const { id } = known ?? (await vendor.api<{ id: string }>('POST', '/api/v1/products', sheet(name)));
  const sheetNow = await vendor.api<{ versions: { id: string; label: string }[] }>('POST', `/api/v1/products/${id}/versions`, { label });
  const version = sheetNow.versions.find((one) => one.label === label);
  const made = await vendor.api<{ id: string; number: string; fileVersion: number }>('POST', '/api/v1/candidatures', {
    callId: call.id,
    solutionVersionId: version?.id,
  });
  const path = `/api/v1/candidatures/${made.id}`;
  await vendor.api('PUT', `${path}/file`, {
    version: made.fileVersion,
    nie: 'NIE-004217',
    nil: 'NIL-2026-004217',
    signatoryName: vendor.name,
    signatoryCapacity: 'Présidente',
    contactName: 'Gaël Fontanier',
    contactEmail: 'referencement@atelier-corvane.example',
    presentation: 'Logiciel de cabinet inventé pour la démonstration.',
  });
  await vendor.api('POST', `${path}/charter`, { charterVersion: '2026.1', capacity: 'Présidente', accepted: true });
  stage.tell(vendor, `prepares ${made.number}: ${name} ${label}, administrative file, charter accepted`);
  return { id: made.id, number: made.number, product: name };
}

const sheet = (name: string): object => ({
  name,
  softwareType: 'LGC',
  nil: 'NIL-2026-004217',
  taglineFr: 'Le cabinet, du rendez-vous au compte rendu',
  taglineEn: 'The practice, from appointment to report',
  descriptionFr: 'Logiciel de gestion de cabinet inventé pour la démonstration.',
  descriptionEn: 'Practice management software invented for the demonstration.',
});
