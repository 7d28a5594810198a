"""What workflow scripts see of Cloudify. Operations' scripts see another package, on their hosts."""
