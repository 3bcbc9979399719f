/** The images and the compose file, where a container engine answers. */
@NullMarked
package replog.cluster.container;

import org.jspecify.annotations.NullMarked;
