import { messages } from '#platform';

/** What a check may find, in sentences; the codes are stable for machines. */
export const verificationMessages = messages({
  'outcome.authentic': { fr: 'Authentique', en: 'Authentic' },
  'outcome.altered': { fr: 'Altéré', en: 'Altered' },
  'outcome.wrong_key': { fr: 'Clé inconnue', en: 'Wrong key' },
  'outcome.expired': { fr: 'Expiré', en: 'Expired' },
  'outcome.not_yet_valid': { fr: 'Pas encore en vigueur', en: 'Not yet valid' },
  'outcome.suspended': { fr: 'Suspendu', en: 'Suspended' },
  'outcome.withdrawn': { fr: 'Retiré', en: 'Withdrawn' },
  'outcome.unproven': { fr: 'Rien n’est prouvé', en: 'Nothing is proven' },

  'signature.holds': {
    fr: 'La signature est celle de {issuer} et aucun octet n’a changé.',
    en: 'The signature is that of {issuer} and no byte has changed.',
  },
  'signature.broken': {
    fr: 'La signature ne correspond pas au contenu : l’attestation a été modifiée après sa signature.',
    en: 'The signature does not match the content: the credential was changed after it was signed.',
  },
  'file.not-exact': {
    fr: 'Le fichier n’a pas la forme exacte d’une attestation émise par le registre : un caractère au moins a changé, ou ce n’en est pas une. Téléchargez-la à nouveau.',
    en: 'The file does not have the exact form of a credential issued by the register: at least one character has changed, or it is not one. Download it again.',
  },
  'key.unknown': {
    fr: 'L’attestation se réclame d’une clé absente des clés publiées par l’émetteur. Sans ces clés, ou avec les clés d’un autre, rien ne prouve qui l’a signée.',
    en: 'The credential names a key that is not among those the issuer publishes. Without these keys, or with those of someone else, nothing proves who signed it.',
  },
  'content.other': {
    fr: 'La signature est juste, mais ce document n’est pas un certificat de référencement.',
    en: 'The signature is right, but this document is not a referencing certificate.',
  },
  'pdf.alone': {
    fr: 'Un PDF seul ne prouve rien : il ne porte pas de signature. Vérifiez-le avec son attestation JSON, ou cherchez son numéro dans le registre.',
    en: 'A PDF alone proves nothing: it bears no signature. Check it with its JSON credential, or look its number up in the register.',
  },
  'pdf.matches': {
    fr: 'Le PDF est, octet pour octet, celui que nomme l’attestation.',
    en: 'The PDF is, byte for byte, the one the credential names.',
  },
  'pdf.differs': {
    fr: 'Le PDF n’est pas celui que nomme l’attestation : un octet au moins a changé, ou c’est un autre document.',
    en: 'The PDF is not the one the credential names: at least one byte has changed, or it is another document.',
  },
  'pdf.not-given': { fr: 'Le PDF n’a pas été vérifié.', en: 'The PDF was not checked.' },
  'validity.current': { fr: 'En vigueur du {from} au {until}.', en: 'Valid from {from} until {until}.' },
  'validity.expired': { fr: 'La validité a pris fin le {until}.', en: 'Its validity ended on {until}.' },
  'validity.early': { fr: 'La validité commence le {from}.', en: 'Its validity begins on {from}.' },
  'status.not-checked': {
    fr: 'Statut non vérifié (attestation émise le {issued}) : une suspension ou un retrait depuis n’y paraît pas. Seul le registre le dit.',
    en: 'Status not checked (issued {issued}): a suspension or a withdrawal since then does not show here. The register alone can tell.',
  },
  'status.stale': {
    fr: 'Statut non vérifié (attestation émise le {issued}) : la liste des statuts donnée, du {published}, est périmée. Téléchargez la liste du jour.',
    en: 'Status not checked (issued {issued}): the status list given, of {published}, is out of date. Download the list of today.',
  },
  'status.partial': {
    fr: 'Statut vérifié en partie : il manque la liste « {missing} ».',
    en: 'Status checked in part: the list “{missing}” is missing.',
  },
  'status.clear': {
    fr: 'Ni suspendu ni retiré d’après la liste des statuts publiée le {published}.',
    en: 'Neither suspended nor withdrawn according to the status list published on {published}.',
  },
  'status.withdrawn': {
    fr: 'Retiré, ou remplacé par un autre certificat, d’après la liste des statuts publiée le {published}.',
    en: 'Withdrawn, or replaced by another certificate, according to the status list published on {published}.',
  },
  'status.suspended': {
    fr: 'Suspendu d’après la liste des statuts publiée le {published}.',
    en: 'Suspended according to the status list published on {published}.',
  },
  'status.unusable': {
    fr: 'La liste des statuts donnée est altérée, d’un autre émetteur, ou n’est pas celle de ce certificat : le statut demandé ne peut pas être établi.',
    en: 'The status list given is altered, from another issuer, or not the one of this certificate: the status asked for cannot be established.',
  },
  'demonstration.warning': {
    fr: 'Démonstration – sans valeur : l’organisme émetteur est inventé.',
    en: 'Demonstration – without value: the issuing body is invented.',
  },
});

export type VerificationCode = keyof typeof verificationMessages;
