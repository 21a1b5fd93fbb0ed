/** A new place for copies. */
import type { OutsideCopy } from '@candor/protocol/outside.ts';
import { useNavigate } from '@tanstack/react-router';
import { post } from '../../api.ts';
import { useSend } from '../../query.ts';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { TextLink } from '../../ui/RoomLink.tsx';
import { CopyForm } from './CopyForm.tsx';
import { EMPTY, inputOf, type Values } from './place.ts';

export default function NewCopy() {
  const navigate = useNavigate();
  const add = useSend((values: Values) => post<OutsideCopy>('/outside-copies', inputOf(values)), {
    touches: ['/outside-copies'],
    done: ({ id }) => void navigate({ to: `/outside-copies/${id}` }),
  });
  return (
    <div className="page narrow">
      <PageTitle
        title="Add a place for copies"
        back={<TextLink to="/outside-copies">Copies outside</TextLink>}
        lead="Choose one that does not fall with your own service: another provider, another network."
      />
      <div className="card">
        <CopyForm
          initial={EMPTY}
          hasSecret={false}
          isNew
          submit="Add the place"
          pending={add.isPending}
          problem={add.error}
          onSave={add.mutate}
        />
      </div>
    </div>
  );
}
