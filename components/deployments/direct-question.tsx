import { stopLooks } from '../executions/stop-look.tsx';
import { Confirm } from '../ui/confirm.tsx';
import type { DirectAction } from './use-deployment-action.ts';

interface Question {
  title: string;
  text: string;
  action: string;
}

const questions: Partial<Record<DirectAction, Question>> = {
  'force-cancel': { ...toQuestion('force-cancel') },
  kill: { ...toQuestion('kill') },
  delete: {
    title: 'Delete this deployment?',
    text: 'Its executions and their logs are deleted with it. Nothing on any host is touched.',
    action: 'Delete',
  },
};

function toQuestion(mode: 'force-cancel' | 'kill'): Question {
  const { confirm, label } = stopLooks[mode];
  return { title: confirm?.title ?? label, text: confirm?.text ?? '', action: label };
}

/** These must be typed out first. */
const typed: readonly DirectAction[] = ['kill', 'delete'];

interface DirectQuestionProps {
  asked: DirectAction | null;
  name: string;
  onClose: () => void;
  onConfirm: (action: DirectAction) => void;
}

/** What is asked before something is done that cannot be taken back. */
export function DirectQuestion({ asked, name, onClose, onConfirm }: DirectQuestionProps) {
  const question = asked === null ? undefined : questions[asked];
  if (asked === null || !question) return null;
  return (
    <Confirm
      open
      danger
      onOpenChange={onClose}
      title={question.title}
      action={question.action}
      {...(typed.includes(asked) && { typeToConfirm: name })}
      onConfirm={() => onConfirm(asked)}
    >
      {question.text}
    </Confirm>
  );
}
