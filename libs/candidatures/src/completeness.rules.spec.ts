import { describe, expect, it } from '@jest/globals';
import { completeness, isWaiting, type NeededAnswer, type NeededEvidence, type Needs, type Piece } from './completeness.rules.js';

const at = (minute: number): Date => new Date(Date.UTC(2026, 4, 13, 9, minute));
const piece = (status: Piece['status'], minute = 10): Piece => ({
  itemId: 'item',
  versionId: `version-${status}-${minute}`,
  status,
  isReference: false,
  receivedAt: status === 'uploading' ? null : at(minute),
});
const expected = (id: string, ...pieces: readonly Piece[]): NeededEvidence => ({ id, key: id, label: { fr: `Pièce ${id}` }, pieces });
const answer = (number: string, given: Partial<NeededAnswer> = {}): NeededAnswer => ({
  answerId: `answer-${number}`,
  requirementId: `requirement-${number}`,
  chapterId: 'chapter-1',
  number,
  obligation: 'must',
  naPolicy: 'forbidden',
  claim: 'conform',
  reason: null,
  claimedAt: at(5),
  expected: [],
  ...given,
});
const needs = (answers: readonly NeededAnswer[], more: Partial<Needs> = {}): Needs => ({
  admissibleAt: at(0),
  questions: [],
  approvals: [],
  answers,
  ...more,
});
const kinds = (given: Needs): string[] => completeness(given).gaps.map(({ kind, reference }) => `${kind} ${reference}`);

describe('what is missing', () => {
  it.each<[string, NeededAnswer, string[]]>([
    ['an answer', answer('A.1', { claim: null, claimedAt: null }), ['answer A.1']],
    ['nothing: a must without expected evidence is complete by its answer', answer('A.1'), []],
    ['the evidence', answer('A.1', { expected: [expected('p1')] }), ['evidence A.1']],
    ['one evidence of two', answer('A.1', { expected: [expected('p1', piece('clean')), expected('p2')] }), ['evidence A.1']],
    ['nothing: not scanned counts', answer('A.1', { expected: [expected('p1', piece('unscanned'))] }), []],
    ['the scan', answer('A.1', { expected: [expected('p1', piece('scanning'))] }), ['waiting_scan A.1']],
    [
      'nothing: a reference has no bytes to inspect',
      answer('A.1', { expected: [expected('p1', { ...piece('received'), isReference: true })] }),
      [],
    ],
    ['the end of the upload', answer('A.1', { expected: [expected('p1', piece('uploading'))] }), ['waiting_upload A.1']],
    ['a sound file', answer('A.1', { expected: [expected('p1', piece('infected'))] }), ['infected A.1']],
    ['a readable file', answer('A.1', { expected: [expected('p1', piece('unreadable'))] }), ['unreadable A.1']],
    ['nothing: one sound file is enough', answer('A.1', { expected: [expected('p1', piece('infected'), piece('clean'))] }), []],
    ['a reason', answer('A.1', { claim: 'not_applicable', naPolicy: 'allowed_with_reason', reason: ' ' }), ['reason A.1']],
    [
      'nothing: not applicable with its reason needs no evidence',
      answer('A.1', { claim: 'not_applicable', naPolicy: 'allowed_with_reason', reason: 'Sans messagerie', expected: [expected('p1')] }),
      [],
    ],
    ['a claim that is allowed', answer('A.1', { claim: 'not_applicable' }), ['not_applicable_refused A.1']],
    ['nothing: a recommendation never blocks', answer('A.1', { obligation: 'may', claim: null, claimedAt: null }), []],
  ])('%s', (_, given, missing) => expect(kinds(needs([given]))).toEqual(missing));

  it('says which question or approval is missing', () => {
    const given = needs([answer('A.1')], {
      questions: [{ key: 'saas', label: { fr: 'Hébergez-vous ?' }, answeredAt: null }],
      approvals: [{ kind: 'cnda-dmp', recordedAt: null }],
    });
    expect(kinds(given)).toEqual(['question saas', 'approval cnda-dmp']);
    expect(completeness(given).completeAt).toBeNull();
  });

  it('counts musts by chapter, and a piece that serves two requirements once', () => {
    const shared = expected('p1', piece('clean'));
    const result = completeness(
      needs([
        answer('A.1', { expected: [shared] }),
        answer('A.2', { expected: [shared, expected('p2')] }),
        answer('B.1', { chapterId: 'chapter-2', claim: null }),
        answer('B.2', { chapterId: 'chapter-2', obligation: 'may', claim: null }),
      ]),
    );
    expect(result).toMatchObject({ ready: 1, total: 3, evidenceExpected: 2, evidenceReceived: 1 });
    expect(result.chapters.get('chapter-1')).toMatchObject({ ready: 1, total: 2 });
    expect(result.chapters.get('chapter-2')).toMatchObject({ ready: 0, total: 1, evidenceExpected: 0 });
    expect([...result.readyRequirements]).toEqual(['requirement-A.1']);
  });

  it('tells what ends by itself from what waits for the vendor', () => {
    const { gaps } = completeness(needs([answer('A.1', { expected: [expected('p1', piece('scanning')), expected('p2')] })]));
    expect(gaps.map(isWaiting)).toEqual([true, false]);
  });
});

describe('the completeness instant', () => {
  const complete = (given: Needs): string | undefined => completeness(given).completeAt?.toISOString();

  it('is when the last needed piece was received', () => {
    const given = needs([
      answer('A.1', { claimedAt: at(8), expected: [expected('p1', piece('clean', 40)), expected('p2', piece('clean', 20))] }),
      answer('A.2', { obligation: 'may', claimedAt: at(55), expected: [expected('p3', piece('clean', 58))] }),
    ]);
    expect(complete(given)).toBe(at(40).toISOString());
  });

  it('takes the first of two usable pieces for the same place', () => {
    expect(complete(needs([answer('A.1', { expected: [expected('p1', piece('clean', 50), piece('unscanned', 30))] })]))).toBe(
      at(30).toISOString(),
    );
  });

  it('is the last answer when answers came after the pieces', () => {
    expect(complete(needs([answer('A.1', { claimedAt: at(45), expected: [expected('p1', piece('clean', 30))] })]))).toBe(
      at(45).toISOString(),
    );
  });

  it('forgets an evidence that a claim has made useless', () => {
    const unused = answer('A.2', {
      naPolicy: 'allowed',
      claim: 'not_applicable',
      claimedAt: at(6),
      expected: [expected('p2', piece('clean', 50))],
    });
    expect(complete(needs([answer('A.1'), unused]))).toBe(at(6).toISOString());
  });
});
