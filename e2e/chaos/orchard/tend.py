from cloudify.workflows import ctx

for instance in ctx.node_instances:
    instance.execute_operation('cloudify.interfaces.lifecycle.pull')
graph = ctx.graph_mode()
sequence = graph.sequence()
for instance in sorted(ctx.node_instances, key=lambda one: one.node_id):
    sequence.add(instance.execute_operation('cloudify.interfaces.lifecycle.configure'))
graph.execute()
