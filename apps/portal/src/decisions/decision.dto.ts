import { IsIn } from 'class-validator';
import { CertificateAct } from '#decisions';

/** The acts a decider may do on a certificate. */
export const certificateActs = ['suspend', 'withdraw', 'reinstate', 'lift'] as const;
export type CertificateActName = (typeof certificateActs)[number];

/** An act and its reasons, from the page of a certificate. */
export class CertificateActForm extends CertificateAct {
  @IsIn(certificateActs)
  action: CertificateActName;
}
