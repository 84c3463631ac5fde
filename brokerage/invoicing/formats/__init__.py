"""What an invoice is written as: paper, Peppol BIS Billing 3, SIE. Each reads what was copied in, and nothing else."""
