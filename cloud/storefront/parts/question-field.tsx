import type { QuestionView } from '#shared/api/questions.ts';
import { limits } from '#shared/kernel/limits.ts';
import { CheckField, type FormState, InputField, SelectField } from './field.tsx';

/** OR-4: one typed question of the organizer, as the control that suits it. */
export function QuestionField({
  form,
  prefix,
  question,
}: {
  readonly form: FormState;
  readonly prefix: string;
  readonly question: QuestionView;
}) {
  const name = `${prefix}.${question.questionId}`;
  const shared = { form, name, label: question.label, optional: !question.required };
  switch (question.kind) {
    case 'consent':
      return <CheckField {...shared} />;
    case 'choice':
      return (
        <SelectField
          {...shared}
          none={form.shop.say('checkout.choose')}
          options={question.choices.map(choice => ({ value: choice, name: choice }))}
        />
      );
    case 'text':
      return <InputField {...shared} maxLength={limits.answerCharsMax} />;
    case 'date':
      return <InputField {...shared} type="date" />;
    case 'number':
      return <InputField {...shared} type="number" maxLength={20} />;
  }
}
