import { type ArgumentMetadata, Injectable, type PipeTransform, ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { type FieldError, refuse } from '#platform';
import { validationMessages } from './validation.messages.js';

type Rule = keyof typeof validationMessages;

/** Every problem of an input at once, nested fields as `items.0.amount`. */
export function fieldErrors(problems: readonly ValidationError[], parent = ''): FieldError[] {
  return problems.flatMap((problem) => {
    const field = parent ? `${parent}.${problem.property}` : problem.property;
    const rules = Object.entries(problem.constraints ?? {}).map(([rule, sentence]): FieldError => {
      const known: Rule = Object.hasOwn(validationMessages, rule) ? (rule as Rule) : 'other'; // checked on the line itself
      const limit = /\d+/.exec(sentence)?.[0];
      const text = problem.contexts?.[rule] as FieldError['text'] | undefined; // a DTO may bring its own sentence as `context`
      return { field, code: rule, text: text ?? validationMessages[known], ...(limit !== undefined && { params: { limit } }) };
    });
    return [...rules, ...fieldErrors(problem.children ?? [], field)];
  });
}

/** Strict validation of every input: unknown keys are refused, form tokens and button names (`_…`) are stripped first. */
@Injectable()
export class InputPipe implements PipeTransform {
  private readonly pipe = new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    validateCustomDecorators: false,
    exceptionFactory: (problems) => refuse.invalid('input.invalid', {}, fieldErrors(problems)),
  });

  async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    try {
      return await (this.pipe.transform(metadata.type === 'custom' ? value : withoutMachinery(value), metadata) as Promise<unknown>);
    } catch (error) {
      if (error instanceof RangeError) throw refuse.invalid('input.unreadable'); // nested deeper than anyone can walk
      throw error;
    }
  }
}

function withoutMachinery(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => !name.startsWith('_')));
}
