import { refusal } from '#shared/kernel/refusal.ts';

/** A choice has choices, nothing else has; the door can only ask what belongs to a ticket. */
export function requireSoundQuestion(question: {
  readonly kind: string;
  readonly per: string;
  readonly choices?: readonly string[] | undefined;
  readonly atDoor?: boolean | undefined;
}): void {
  const choices = question.choices ?? [];
  if (question.kind === 'choice' && choices.length < 2)
    throw refusal('bad-input', { field: 'choices', sentence: 'a choice offers at least two answers' });
  if (question.kind !== 'choice' && choices.length > 0)
    throw refusal('bad-input', { field: 'choices', sentence: 'only a choice has answers to choose from' });
  if (question.atDoor === true && question.per !== 'ticket')
    throw refusal('bad-input', { field: 'atDoor', sentence: 'the door asks for each ticket, not for an order' });
}
