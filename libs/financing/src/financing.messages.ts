import { errorsOf, messages } from '#platform';

/** Sentences of the financing. A refusal says that a beneficiary is funded, never by whom. */
export const financingMessages = messages({
  'financing.already-funded': {
    fr: 'Ce bénéficiaire est déjà financé pour ce dispositif : une seule prestation est prise en charge. Vérifiez avec votre client, qui peut renoncer à l’autre commande.',
    en: 'This beneficiary is already funded under this scheme: one prestation only is paid for. Check with your client, who may give up the other order.',
  },
  'financing.beneficiary-split': {
    fr: 'Ces numéros désignent deux bénéficiaires différents. Vérifiez-les ; si c’est le même client, l’agence de paiement les réunit.',
    en: 'These numbers name two different beneficiaries. Check them; if it is the same client, the payment agency merges them.',
  },
  'financing.identifier-missing': {
    fr: 'Donnez au moins un numéro du client : FINESS, SIRET ou RPPS.',
    en: 'Give at least one number of the client: FINESS, SIRET or RPPS.',
  },
  'financing.identifier-invalid': {
    fr: 'Ce numéro n’a pas la bonne forme ou sa clé est fausse : vérifiez-le.',
    en: 'This number has the wrong form or a wrong key: check it.',
  },
  'financing.iban-invalid': {
    fr: 'Cet IBAN n’est pas valable ou n’est pas dans la zone SEPA : vérifiez-le sur votre RIB.',
    en: 'This IBAN is not valid or is outside the SEPA area: check it on your bank details.',
  },
  'financing.certificate-standing': {
    fr: 'Le certificat {number} n’est pas en vigueur : aucun financement ne peut reposer sur lui.',
    en: 'The certificate {number} is not in force: no funding can rest on it.',
  },
  'financing.certificate-enrolled': {
    fr: 'Ce certificat a déjà un enrôlement : ouvrez-le plutôt que d’en déposer un second.',
    en: 'This certificate already has an enrolment: open it rather than submitting a second one.',
  },
  'financing.enrolment-awaited': {
    fr: 'L’enrôlement n’est pas validé : la commande se passera ensuite.',
    en: 'The enrolment is not validated yet: the order comes after.',
  },
  'financing.other-call': {
    fr: 'Ce certificat ne relève pas de ce dispositif : choisissez celui de son appel.',
    en: 'This certificate is not under this scheme: choose the one of its call.',
  },
  'financing.ceiling-missing': {
    fr: 'Aucun plafond n’existe pour ce type de client à cette date : vérifiez la catégorie et la date de signature.',
    en: 'No ceiling exists for this kind of client on that day: check the category and the day of signature.',
  },
  'financing.ceiling-overlap': {
    fr: 'Un plafond existe déjà sur une partie de cette période.',
    en: 'A ceiling already exists over a part of this span.',
  },
  'financing.scheme-unknown': {
    fr: 'Ce dispositif n’existe pas : choisissez-le dans la liste.',
    en: 'This scheme does not exist: choose it in the list.',
  },
  'financing.scheme-exists': { fr: 'Ce code de dispositif existe déjà.', en: 'This scheme code already exists.' },
  'financing.rule-broken': {
    fr: 'Règle {rule} non respectée : {title} ({finding}). Corrigez, puis recommencez.',
    en: 'Rule {rule} is not met: {title} ({finding}). Correct it, then try again.',
  },
  'financing.claim-exists': {
    fr: 'Une demande de ce type est déjà en cours pour cette commande : ouvrez-la.',
    en: 'A claim of this kind is already open for this order: open it.',
  },
  'financing.order-cancelled': {
    fr: 'Cette commande est annulée : elle ne reçoit plus de demande.',
    en: 'This order is cancelled: it takes no more claims.',
  },
  'financing.order-has-claims': {
    fr: 'Une demande est en cours ou payée : retirez-la, ou attendez son recouvrement, puis annulez la commande.',
    en: 'A claim is open or paid: withdraw it, or wait for its recovery, then cancel the order.',
  },
  'financing.nothing-left': {
    fr: 'La facture ne laisse rien à payer après l’avance : vérifiez son montant.',
    en: 'The invoice leaves nothing to pay after the advance: check its amount.',
  },
  'financing.same-officer': {
    fr: 'Vous avez déjà approuvé cette demande : un autre agent doit le faire.',
    en: 'You have already approved this claim: another officer must do it.',
  },
  'financing.reason-missing': { fr: 'Donnez le motif : l’éditeur le lira.', en: 'Give the reason: the vendor will read it.' },
  'financing.nothing-to-pay': { fr: 'Aucune demande décidée n’attend son virement.', en: 'No decided claim is waiting for its transfer.' },
  'financing.not-a-candidate': {
    fr: 'Ce paiement est antérieur au retrait, ou le certificat n’est pas retiré : rien à recouvrer.',
    en: 'This payment came before the withdrawal, or the certificate is not withdrawn: nothing to recover.',
  },
  'financing.same-beneficiary': { fr: 'C’est déjà le même bénéficiaire.', en: 'It is already the same beneficiary.' },
});

/** Refusals of the financing. */
export const refuseFinancing = errorsOf(financingMessages);
