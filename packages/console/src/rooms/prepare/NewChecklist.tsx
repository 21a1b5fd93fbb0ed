/** A new checklist. */
import type { Checklist, ChecklistInput } from '@candor/protocol/prepare.ts';
import { useNavigate } from '@tanstack/react-router';
import { post } from '../../api.ts';
import { useSend } from '../../query.ts';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { TextLink } from '../../ui/RoomLink.tsx';
import { ChecklistForm } from './ChecklistForm.tsx';
import { blankItem } from './items.ts';

const EMPTY: ChecklistInput = {
  slug: '',
  title: { en: '' },
  intro: null,
  state: 'open',
  items: [blankItem('item-1')],
};

export default function NewChecklist() {
  const navigate = useNavigate();
  const add = useSend((input: ChecklistInput) => post<Checklist>('/checklists', input), {
    touches: ['/checklists'],
    done: ({ id }) => void navigate({ to: `/checklists/${id}` }),
  });
  return (
    <div className="page">
      <PageTitle title="Add a checklist" back={<TextLink to="/checklists">Checklists</TextLink>} />
      <div style={{ maxWidth: '44rem' }}>
        <ChecklistForm initial={EMPTY} submit="Add the checklist" save={add} />
      </div>
    </div>
  );
}
