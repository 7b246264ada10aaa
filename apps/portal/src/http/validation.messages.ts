import { messages } from '#platform';

/** Why a field is refused, by rule of class-validator; `{limit}` is the number the rule states. */
export const validationMessages = messages({
  isNotEmpty: { fr: 'Remplissez ce champ.', en: 'Fill in this field.' },
  isDefined: { fr: 'Remplissez ce champ.', en: 'Fill in this field.' },
  isString: { fr: 'Un texte est attendu.', en: 'A text is expected.' },
  isEmail: {
    fr: 'Saisissez une adresse électronique, par exemple nom@exemple.fr.',
    en: 'Enter an e-mail address, for example name@example.com.',
  },
  isUUID: { fr: 'Cette référence n’est pas valable : choisissez dans la liste.', en: 'This reference is not valid: choose from the list.' },
  isIn: { fr: 'Choisissez une des valeurs proposées.', en: 'Choose one of the values offered.' },
  isEnum: { fr: 'Choisissez une des valeurs proposées.', en: 'Choose one of the values offered.' },
  isInt: { fr: 'Un nombre entier est attendu.', en: 'A whole number is expected.' },
  isNumber: { fr: 'Un nombre est attendu.', en: 'A number is expected.' },
  isBoolean: { fr: 'Répondez par oui ou par non.', en: 'Answer yes or no.' },
  isArray: { fr: 'Une liste est attendue.', en: 'A list is expected.' },
  arrayNotEmpty: { fr: 'Choisissez au moins une valeur.', en: 'Choose at least one value.' },
  isObject: { fr: 'Un objet est attendu.', en: 'An object is expected.' },
  isISO8601: { fr: 'Saisissez une date, par exemple 2026-11-22.', en: 'Enter a date, for example 2026-11-22.' },
  isDateString: { fr: 'Saisissez une date, par exemple 2026-11-22.', en: 'Enter a date, for example 2026-11-22.' },
  isUrl: { fr: 'Saisissez une adresse complète, commençant par https://.', en: 'Enter a full address, starting with https://.' },
  min: { fr: 'La valeur doit être au moins {limit}.', en: 'The value must be at least {limit}.' },
  max: { fr: 'La valeur doit être au plus {limit}.', en: 'The value must be at most {limit}.' },
  minLength: { fr: 'Écrivez au moins {limit} caractères.', en: 'Write at least {limit} characters.' },
  maxLength: { fr: 'Écrivez au plus {limit} caractères.', en: 'Write at most {limit} characters.' },
  matches: { fr: 'La forme n’est pas celle attendue.', en: 'This is not in the expected form.' },
  whitelistValidation: { fr: 'Ce champ n’est pas attendu : retirez-le.', en: 'This field is not expected: remove it.' },
  other: { fr: 'Cette valeur n’est pas acceptée.', en: 'This value is not accepted.' },
});
