import { writeFile } from 'node:fs/promises';
import type { StoryCall } from './criteria.act.js';
import type { StoryCertificate } from './decision.act.js';
import { hold, refused, type Stage } from './stage.js';

interface Claim {
  readonly id: string;
  readonly kind: 'advance' | 'balance';
  readonly number: string;
  readonly htCents: number;
  readonly ttcCents: number;
}

const scheme = 'LGC-DEMO-V2';
/** A site known under two identifiers (domain.md annex A: both are well formed, and belong to nobody here). */
const site = { finess: '540002698', siret: '73282932000074' };

const euros = (cents: number): string => `${(cents / 100).toFixed(2)} €`;

/** The money follows the decision: enrolment, one order, 30 % by two officers, fitness, 70 %. */
export async function finance(stage: Stage, call: StoryCall, certificate: StoryCertificate): Promise<void> {
  stage.begin('money');
  const today = stage.theatre.now.toISOString().slice(0, 10);
  const [first, second] = [await stage.theatre.enter('payment_officer', 0), await stage.theatre.enter('payment_officer', 1)];
  await first.api('POST', '/api/v1/schemes', {
    code: scheme,
    titleFr: 'Équipement des cabinets, démonstration',
    titleEn: 'Equipment of practices, demonstration',
    callId: call.id,
    thirdOfficerCents: 500_000,
  });
  const ceiling = { prestation: 'wave', category: 'practice', bracket: '*', htCents: 62_500, source: 'Démonstration', validFrom: today };
  await first.api('POST', `/api/v1/schemes/${scheme}/ceilings`, ceiling);
  stage.tell(first, `opens the scheme ${scheme}, ceiling ${euros(62_500)} before tax`);

  const vendor = await stage.theatre.enter('vendor_finance');
  const enrolment = await vendor.api<{ id: string; ibanLast4: string }>('POST', '/api/v1/enrolments', {
    certificateNumber: certificate.number,
    iban: 'FR7630006000011234567890189',
    holder: 'Atelier Corvane',
    representative: 'Inès Karadec',
    capacity: 'Présidente',
    vatLiable: true,
  });
  await first.api('POST', `/api/v1/enrolments/${enrolment.id}/review`, { action: 'validate' });
  stage.tell(vendor, `enrols with ${certificate.number} and an account ending in ${enrolment.ibanLast4}; validated`);

  const order = {
    ...{ enrolmentId: enrolment.id, scheme, beneficiary: 'Cabinet des Tilleuls', prestation: 'wave', category: 'practice', bracket: '*' },
    ...{ htCents: 70_000, signedOn: today, signer: 'Claire Aubin', mention: true, waveOne: 'none', otherProgramme: 'no' },
  };
  const placed = await vendor.api<{ id: string; number: string; funded: { htCents: number } }>('POST', '/api/v1/orders', {
    ...order,
    ...site,
  });
  hold(placed.funded.htCents === 62_500, 'what is funded stops at the ceiling');
  stage.tell(vendor, `places ${placed.number} for ${euros(70_000)}: ${euros(placed.funded.htCents)} are funded`);
  for (const [name, value] of Object.entries(site)) {
    const twice = await refused(`a second order under the ${name}`, 409, () =>
      vendor.api('POST', '/api/v1/orders', { ...order, [name]: value }),
    );
    stage.tell(vendor, `orders again for the same site under its ${name.toUpperCase()}: refused (${twice.code ?? '409'})`);
  }

  const advance = await vendor.api<Claim>('POST', `/api/v1/orders/${placed.id}/advance`);
  hold(advance.htCents === 18_750, 'the advance is 30 %');
  await pay(stage, advance, [first, second]);
  await vendor.api('POST', `/api/v1/orders/${placed.id}/fitness`, { kind: 'va', signedOn: today, signer: 'Claire Aubin' });
  const balance = await vendor.api<Claim>('POST', `/api/v1/orders/${placed.id}/balance`, {
    ...{ invoiceNumber: 'F-2026-001', invoiceOn: today, invoiceHtCents: 70_000, invoiceSigner: 'Claire Aubin' },
  });
  hold(balance.htCents === 43_750, 'the balance is the rest');
  await pay(stage, balance, [first, second]);
  const { lines } = await first.api<{ lines: readonly { debit: number; credit: number }[] }>('GET', '/api/v1/ledger/balance');
  const [debits, credits] = [sum(lines.map(({ debit }) => debit)), sum(lines.map(({ credit }) => credit))];
  hold(debits === credits, 'debits equal credits');
  stage.tell(first, `reads the trial balance: ${euros(debits)} of debits, ${euros(credits)} of credits, ${lines.length} accounts`);
}

const sum = (cents: readonly number[]): number => cents.reduce((total, one) => total + one, 0);

async function pay(stage: Stage, claim: Claim, officers: readonly [Officer, Officer]): Promise<void> {
  const [first, second] = officers;
  await first.api('POST', `/api/v1/claims/${claim.id}/approve`);
  await refused('approving twice', 403, () => first.api('POST', `/api/v1/claims/${claim.id}/approve`));
  const { status } = await second.api<{ status: string }>('POST', `/api/v1/claims/${claim.id}/approve`);
  hold(status === 'decided', 'two officers decide a claim');
  const file = await second.api<{ id: string; number: string; cents: number; sha256: string }>('POST', '/api/v1/payments');
  const csv = await second.send('GET', `/api/v1/payments/${file.id}.csv`);
  // One file of the story for both payments: the columns are named once.
  const isFirst = claim.kind === 'advance';
  await writeFile(stage.path('payments.csv'), isFirst ? csv.text : csv.text.slice(csv.text.indexOf('\n') + 1), {
    flag: isFirst ? 'w' : 'a',
  });
  stage.tell(
    second,
    `${claim.number} for ${euros(claim.htCents)} (${euros(claim.ttcCents)} with tax), approved by two officers, paid in ${file.number}`,
  );
}

type Officer = Awaited<ReturnType<Stage['theatre']['enter']>>;
