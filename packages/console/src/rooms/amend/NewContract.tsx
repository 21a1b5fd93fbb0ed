/** A new contract. */
import { useNavigate } from '@tanstack/react-router';
import { useMe } from '../../session.ts';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { TextLink } from '../../ui/RoomLink.tsx';
import { ContractForm } from './ContractForm.tsx';
import { emptyContract } from './contract-form.ts';

export default function NewContract() {
  const navigate = useNavigate();
  const timeZone = useMe()?.timeZone ?? 'UTC';
  return (
    <div className="page">
      <PageTitle
        title="Add a contract"
        back={<TextLink to="/contracts">Contracts and credits</TextLink>}
        lead="A statement carries the contract it was computed by, so a later change never touches what was settled."
      />
      <div className="card" style={{ maxWidth: '44rem' }}>
        <ContractForm
          id={null}
          initial={emptyContract(timeZone)}
          onSaved={({ contract }) => void navigate({ to: `/contracts/${contract.id}` })}
        />
      </div>
    </div>
  );
}
