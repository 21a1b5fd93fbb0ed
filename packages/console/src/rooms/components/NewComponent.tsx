/** Adding a component. */
import type { Component, ComponentInput } from '@candor/protocol/catalog.ts';
import { useNavigate } from '@tanstack/react-router';
import { post } from '../../api.ts';
import { useSend } from '../../query.ts';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { TextLink } from '../../ui/RoomLink.tsx';
import { ComponentForm } from './ComponentForm.tsx';

export default function NewComponent() {
  const navigate = useNavigate();
  const add = useSend((input: ComponentInput) => post<Component>('/components', input), {
    touches: ['/components'],
    done: ({ id }) => void navigate({ to: `/components/${id}` }),
  });
  return (
    <div className="page narrow">
      <PageTitle title="New component" back={<TextLink to="/components">Components</TextLink>} />
      <div className="card">
        <ComponentForm
          component={null}
          submit="Add the component"
          pending={add.isPending}
          problem={add.error}
          onSave={add.mutate}
        />
      </div>
    </div>
  );
}
