package dev.rockpool.web;

import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.VersionResourceResolver;

/// Serves our own assets at URLs that carry their content hash, and the libraries' at URLs that carry their
/// version: what a URL answers never changes, so both may be kept for ever.
@Configuration(proxyBeanMethods = false)
class WebAssets implements WebMvcConfigurer {

    /// Folder of our own assets, in the class path below `static` and in URLs alike.
    static final String OWN = "/app/";

    /// Folder of the libraries' files, where the mvnpm jars put them.
    static final String LIBRARIES = "/_static/";

    /// Where those jars put their files that know no import map; they too are served at [#LIBRARIES].
    static final String WEBJARS = "/webjars/";

    static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    private final boolean remember;

    WebAssets(@Value("${spring.web.resources.chain.cache:true}") boolean remember) {
        this.remember = remember;
    }

    /// What runs in the frame diagrams are drawn in.
    static final String DIAGRAM_SCRIPT = OWN + "diagram-frame.js";

    private static final String DRAWN_WITH = LIBRARIES + "mermaid/";

    /// Whether a document without an origin asks for it: the frame diagrams are drawn in.
    static boolean isOfDiagrams(String path) {
        return path.startsWith(DRAWN_WITH) || path.startsWith(DIAGRAM_SCRIPT.replace(".js", "-"));
    }

    static boolean isAsset(String path) {
        return path.startsWith(OWN) || path.startsWith(LIBRARIES);
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler(OWN + "**")
                .addResourceLocations("classpath:/static" + OWN)
                .setCacheControl(FOR_EVER)
                .resourceChain(remember)
                .addResolver(new VersionResourceResolver().addContentVersionStrategy("/**"));
        registry.addResourceHandler(LIBRARIES + "**")
                .addResourceLocations(
                        "classpath:/META-INF/resources" + LIBRARIES, "classpath:/META-INF/resources" + WEBJARS)
                .setCacheControl(FOR_EVER)
                .resourceChain(remember);
    }
}
