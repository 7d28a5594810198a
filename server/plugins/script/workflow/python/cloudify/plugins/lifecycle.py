"""Installing and removing node instances as the built-in workflows do."""


def install_node_instances(graph, node_instances, related_nodes=None, name_prefix=''):
    graph.ctx.lifecycle('install', node_instances, related_nodes, False)


def uninstall_node_instances(graph, node_instances, ignore_failure=False, related_nodes=None, name_prefix=''):
    graph.ctx.lifecycle('uninstall', node_instances, related_nodes, ignore_failure)


def reinstall_node_instances(graph, node_instances, ignore_failure=False, related_nodes=None):
    uninstall_node_instances(graph, node_instances, ignore_failure, related_nodes)
    install_node_instances(graph, node_instances, related_nodes)
