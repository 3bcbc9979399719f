package replog.cluster.netns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Nothing runs outside of a namespace that was made for it. */
class NamespaceIT {

    @Test
    void commandsRunInsideOrNotAtAll() {
        HostNetwork.needWhatItTakes();
        Namespace namespace = Namespace.create(HostNetwork.nameOf("alone"));
        try (namespace) {
            String links = namespace.run("ip", "-o", "link").out();
            assertEquals(1, links.lines().count(), links);
            assertTrue(links.contains("lo:"), links);
        }

        assertThrows(IllegalStateException.class, () -> namespace.run("true"));
        assertThrows(IllegalStateException.class, () -> namespace.inside("true"));
    }
}
