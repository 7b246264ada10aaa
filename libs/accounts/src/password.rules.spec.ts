import { expect, it } from '@jest/globals';
import { passwordProblem } from './password.rules.js';

const person = { email: 'ines.karadec@atelier-corvane.example', name: 'Inès Karadec' };

it.each([
  ['elevenchars', 'password.short'],
  ['éééééé', 'password.short'],
  ['aaaaaaaaaaaaaaaa', 'password.guessable'],
  ['abcabcabcabcabc', 'password.guessable'],
  ['abcdefghijklmnop', 'password.guessable'],
  ['azertyuiopqsdfgh', 'password.guessable'],
  ['432109876543210', 'password.guessable'],
  ['InesKaradec2026', 'password.guessable'],
  ['ines.karadec.1!', 'password.guessable'],
  ['quatre mots sans lien', null],
  ['Karadec aime le vélo rouge', null],
  ['kXv2!mQz8#pLw4', null],
])('%s: %s', (password, code) => expect(passwordProblem(password, person)?.code ?? null).toBe(code));
