import { describe, expect, it } from '@jest/globals';
import { QueryFailedError } from 'typeorm';
import { describeError } from './log.js';

describe('what a log says of a failure', () => {
  it('keeps the statement of a refused query, and none of its values', () => {
    const driver = Object.assign(new Error('invalid input syntax for type uuid: "Inès Karadec"'), {
      code: '22P02',
      detail: 'Key (email)=(ines@example.fr) already exists.',
      where: 'JSON data, line 1: "Inès Karadec"',
    });
    const told = describeError(new QueryFailedError('SELECT $1::uuid', ['Inès Karadec', 'ines@example.fr'], driver));
    expect(told).toMatchObject({ type: 'QueryFailedError', code: '22P02', query: 'SELECT $1::uuid' });
    expect(JSON.stringify(told)).not.toMatch(/Inès|ines@/);
  });

  it('says what another failure says, and where', () => {
    expect(describeError(new TypeError('wrong'))).toMatchObject({
      type: 'TypeError',
      message: 'wrong',
      stack: expect.stringContaining('at '),
    });
  });

  it('says nothing of what is not an error but its kind', () => {
    expect(describeError('Inès Karadec')).toEqual({ type: 'string' });
  });
});
